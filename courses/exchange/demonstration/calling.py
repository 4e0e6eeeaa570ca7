"""Whom the demonstration calls on for candidates, and what they answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courses.activities.calls import operations, queries
from courses.activities.calls.models import Reply
from courses.activities.models import Activity
from courses.exchange.demonstration.people import DOMAIN
from turin.people.models import Person


def call(activity: Activity, told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    """Send the call that is told of an activity, and let those answer who do."""
    lines = told.get("call", [])
    if not lines:
        return
    contacts = [
        operations.Contact(organisation, name, f"{address}@{DOMAIN}", language)
        for organisation, name, address, language, _reply, _words in lines
    ]
    operations.put_on_list(activity, contacts, by=by, at=at)
    operations.send(activity, by=by, at=at)
    asked = {one.organisation: one for one in queries.of_activity(activity)}
    for organisation, _name, _address, _language, reply, words in lines:
        if reply:
            operations.reply(asked[organisation], Reply(reply), words, at=at)
