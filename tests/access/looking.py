"""Looking at every page as every actor, and finding the canaries on it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

import pypdfium2
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from courses.registration.queries import View
from tests.access.calls import UNSAFE, address, calls
from tests.access.canaries import WORD, Canary
from tests.access.fields import Sight
from tests.access.world import World
from tests.pages import checked, is_page
from turin.db import db
from turin.health.metrics import SECONDS
from turin.web.limits import limiter

# Pages that show something else with another address than the policy's: endpoint and its values.
MORE = (
    ("registration.mine", {"reference": "seat_reference"}),
    ("applicants.applicant", {"reference": "seat_reference"}),
    ("staff.reach", {"number": "undelivered_draft_id"}),
    *(("applicants.applicants", {"key": "activity_key", "state": one}) for one in View),
    *(
        ("applicants.decide", {"key": "activity_key", "deed": deed, "a": "application_reference"})
        for deed in ("offer", "reserve", "decline")
    ),
)
FIGURES = "health.figures"  # looked at last, when they count all that an actor asked for
ALIKE = {400, 401, 404}  # refusals: one of each is read strictly, as all other pages are
# What is new each time: the token of a form, and how often and how fast pages were asked for.
NEW = re.compile(r'name="csrf_token"[^>]*>|^turin_request_seconds.*\n', re.MULTILINE)


@dataclass(frozen=True)
class Look:
    """What one actor got of one page: what she reads, and what travels beside it."""

    actor: str
    page: str
    method: str
    address: str
    more: bool  # whether it is another address than the policy's
    status: int
    location: str
    words: str
    headers: str
    wrote: bool


def looks(
    app: Flask,
    world: World,
    clients: dict[str, FlaskClient],
    *,
    sends: bool = True,
    only: Container[tuple[str, str]] | None = None,
) -> Iterator[Look]:
    """Give every page as every actor gets it; with what she sends without a token, if ``sends``.

    ``only`` names the actors and pages that are looked at, if not all are.
    """
    every = [(*one, False) for one in calls(app, world) if sends or one[1] not in UNSAFE]
    every += [(*one, True) for one in _more(app, world)]
    every.sort(key=lambda one: one[0] == FIGURES)
    with _version() as version:
        for actor, client in clients.items():
            limiter.reset()  # the actors share one address
            SECONDS.clear()
            read: set[int] = set()
            for page, method, path, more in every:
                if only is not None and (actor, page) not in only:
                    continue
                before = version()
                data = {"name": "Mallory"} if method in UNSAFE else None
                response = client.open(path, method=method, data=data)
                sent = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
                if sends and is_page(response) and response.status_code not in ALIKE & read:
                    checked(response.data)
                    read.add(response.status_code)
                yield Look(
                    actor,
                    page,
                    method,
                    path,
                    more,
                    response.status_code,
                    response.location or "",
                    _words(response),
                    unquote(sent),
                    version() != before,
                )


@contextmanager
def _version() -> Iterator[Callable[[], int]]:
    """Give what SQLite says of its database, which is another whenever somebody has written."""
    with db.engine.connect() as watcher:

        def version() -> int:
            watcher.rollback()  # look anew
            return watcher.exec_driver_sql("PRAGMA data_version").scalar()

        yield version


def found(text: str, canaries: Iterable[Canary]) -> Iterator[Canary]:
    """Give the canaries that a text holds."""
    low = text.lower()
    words = set(WORD.findall(low))
    for canary in canaries:
        if canary.word in words or (canary.formed and canary.word in low):
            yield canary


def leaks(seen: Iterable[Look], canaries: list[Canary], allowed: Iterable[Sight]) -> set[str]:
    """Return who finds what of whom where no line of the table allows it."""
    wrong = set()
    for look in seen:
        for canary in found(look.words, canaries):
            known = canary.word in look.address.lower()  # she wrote it into the address herself
            if not known and not any(one.allows(canary, look.actor, look.page) for one in allowed):
                wrong.add(_told(look, canary, ""))
        for canary in found(look.headers, canaries):
            if not canary.formed:  # a number that leads to a page says nothing before it opens
                wrong.add(_told(look, canary, " in a header"))
    return wrong


def tells(before: Iterable[Look], after: Iterable[Look]) -> set[tuple[str, str]]:
    """Return which actor sees a difference on which page."""
    told = {(look.actor, look.method, look.address): _plain(look) for look in before}
    return {
        (look.actor, look.page)
        for look in after
        if _plain(look) != told[look.actor, look.method, look.address]
    }


def pdf_words(body: bytes) -> str:
    """Return the text of a PDF."""
    document = pypdfium2.PdfDocument(body)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _plain(look: Look) -> str:
    """Return a page without what is new each time it is asked for."""
    return NEW.sub("", look.words)


def _more(app: Flask, world: World) -> Iterator[tuple[str, str, str]]:
    for page, values in MORE:
        yield page, "GET", address(app, world, page, values)


def _words(response: TestResponse) -> str:
    if response.mimetype == "application/pdf" and response.data.startswith(b"%PDF"):
        return pdf_words(response.data)
    return response.get_data().decode("utf-8", "replace")


def _told(look: Look, canary: Canary, where: str) -> str:
    return f"{look.actor} finds {canary.field} of {canary.owner} on {look.page}{where}"
