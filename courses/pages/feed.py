"""What is open and coming, for programs: the same as the public pages say, as JSON.

README.md says what each key means; keys come, but none goes or changes its meaning.
"""

import hashlib
import json
from typing import Any

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from courses.activities import queries as activities
from courses.activities.models import Activity, Choice
from courses.activities.rules import is_open
from courses.pages.addresses import address
from courses.pages.finding import filters_asked_for
from courses.pages.public import pages
from courses.schedule import queries as schedule
from courses.schedule.models import Session
from turin import clock
from turin.access import public
from turin.db.types import Text
from turin.language import reader
from turin.web.blueprints import this_page
from turin.web.headers import cache_publicly

Told = dict[str, Any]


@pages.get("/activities.json")
@public
def feed() -> Answer:
    """List what is open and coming, page by page, with the filters of the public list."""
    today = clock.now().date()
    number = request.args.get("page", 1, type=int)
    found = activities.listed(filters_asked_for(past=False), today, number, whole=True)
    after = this_page(page=found.number + 1, absolute=True)
    return _sent(
        {
            "language": reader.current().code,
            "total": found.total,
            "page": found.number,
            "pages": found.count,
            "next": after if found.number < found.count else None,
            "activities": [_activity(one) for one in found.rows],
        }
    )


@pages.get("/activities/<key>.json")
@public
def feed_of_one(key: str) -> Answer:
    """Tell of one published activity, with its summary and its programme."""
    found = activities.published(key) or abort(404)
    sessions = schedule.of_activity(found)
    programme = [_session(one) for one in sessions]
    about = {"summary": _text(found.summary), "sessions": programme}
    return _sent({"language": reader.current().code, **_activity(found), **about})


def _activity(one: Activity) -> Told:
    """Return what is public of an activity; whom it is for is said on its page alone."""
    return {
        "key": one.key,
        "code": one.code,
        "title": _text(one.title),
        "starts": str(one.starts),
        "ends": str(one.ends) if one.ends else None,
        "zone": one.zone,
        "state": one.state.value,
        "open": is_open(one, clock.now()),
        "by_invitation": one.choice is Choice.INVITATION,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "delivery": one.delivery.value,
        "venue": _text(one.venue),
        "city": _text(one.city),
        "country": one.country,
        "languages": [
            {"code": spoken.language, "interpreted": spoken.interpreted} for spoken in one.languages
        ],
        "demonstration": one.demonstration,
        "page": _absolute(address(one)),
        "more": url_for("pages.feed_of_one", key=one.key, _external=True),
    }


def _session(one: Session) -> Told:
    """Return what is public of a session: neither who teaches it, nor the way into its room."""
    return {
        "id": one.uid,
        "title": _text(one.title),
        "starts": one.local_starts.isoformat(timespec="minutes"),
        "ends": one.local_ends.isoformat(timespec="minutes"),
        "zone": one.zone,
        "starts_at": one.starts_at.isoformat(timespec="minutes"),
        "ends_at": one.ends_at.isoformat(timespec="minutes"),
        "online": one.online,
        "room": one.room.name if one.room else None,
    }


def _text(text: Text) -> Told | None:
    """Return a text in the best language for the reader, and which that is."""
    said = reader.said(text)
    return {"words": said.words, "language": said.language} if said.words else None


def _absolute(path: str) -> str:
    return f"{request.host_url.rstrip('/')}{path}"


def _sent(told: Told) -> Answer:
    """Answer with JSON that any program may read, and need not read twice."""
    body = json.dumps(told, ensure_ascii=False)
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32], weak=True)  # it is packed
    return cache_publicly(response).make_conditional(request)
