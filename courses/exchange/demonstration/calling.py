"""Whom the demonstration asks for candidates and to teach, and what they answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courses.activities.calls import operations, queries
from courses.activities.calls.models import Reply
from courses.activities.models import Activity
from courses.exchange.demonstration.people import DOMAIN
from courses.schedule import queries as schedule
from courses.schedule.inviting import operations as inviting
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


def invite(activity: Activity, told: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    """Ask those who are told of to teach the last two sessions; nobody has answered."""
    for name, address, language in told.get("invited", []):
        asked = inviting.Asked(name, f"{address}@{DOMAIN}", language)
        inviting.ask(activity, asked, schedule.of_activity(activity)[-2:], by=by, at=at)
