"""Public pages kept whole for a moment, so that a page which many open at once is made once.

A page is kept if it was made for anybody (`headers.cache_publicly`) and for a browser without a
session and without languages of its own: by its whole address, in which its language is, and by how
it is packed. Every process keeps its own and drops all of them when it stores a change; what others
store, the worker's processes among them, is seen when a page's few seconds are over.
"""

from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, g, request, session
from sqlalchemy import event

from turin import clock
from turin.db import db
from turin.db.kept import LASTS
from turin.language import reader
from turin.web.compression import coding

ROOM = 4 * 1024 * 1024  # octets that a process keeps at most
BESIDES = 2048  # octets that a page takes up besides its body: headers, address
VARIES = {"accept-encoding", "cookie"}  # what a kept page may depend on besides its address

Key = tuple[str, str]  # the address, and how it is packed


class Kept(NamedTuple):
    """A page as it was sent, and when it was made (seconds)."""

    body: bytes
    headers: list[tuple[str, str]]
    made: float

    @property
    def size(self) -> int:
        """How much room it takes up."""
        return len(self.body) + BESIDES


class Pages:
    """The pages that a process keeps; `changes` counts how often all were dropped."""

    def __init__(self, room: int = ROOM) -> None:
        self.changes = 0
        self._room = self._free = room
        self._pages: dict[Key, Kept] = {}
        self._lock = Lock()

    def find(self, key: Key, now: float) -> Kept | None:
        """Return the page if it is still good."""
        page = self._pages.get(key)
        return page if page and 0 <= now - page.made < LASTS else None

    def keep(self, key: Key, page: Kept, changes: int) -> None:
        """Keep a page, the oldest making room; not if a change was stored while it was made."""
        with self._lock:
            if changes != self.changes or page.size > self._room:
                return
            self._forget(key)
            while page.size > self._free:
                self._forget(next(iter(self._pages)))
            self._pages[key] = page
            self._free -= page.size

    def drop(self) -> None:
        """Forget all pages: something has changed."""
        with self._lock:
            self.changes += 1
            self._pages.clear()
            self._free = self._room

    def _forget(self, key: Key) -> None:
        if page := self._pages.pop(key, None):
            self._free += page.size


def init_app(app: Flask) -> None:
    """Answer with kept pages; has to come before all else that looks at requests and answers."""
    pages = app.extensions["kept_pages"] = Pages()
    cookies = {app.config["SESSION_COOKIE_NAME"], reader.COOKIE}

    @app.before_request
    def _find() -> Response | None:
        if request.method != "GET" or not cookies.isdisjoint(request.cookies):
            return None
        key, now = (request.url, coding()), clock.now().timestamp()
        if page := pages.find(key, now):
            answer = Response(page.body, headers=page.headers)
            if answer.get_etag()[0]:
                answer.make_conditional(request)
            return answer
        g.to_keep = key, now, pages.changes
        return None

    @app.after_request
    def _keep(response: Response) -> Response:
        if "to_keep" in g and g.get("for_anybody") and _may_be_kept(response):
            key, now, changes = g.to_keep
            page = Kept(response.get_data(), list(response.headers), now)
            pages.keep(key, page, changes)
        return response

    event.listen(db.session, "after_commit", lambda _session: pages.drop())


def _may_be_kept(response: Response) -> bool:
    """Whether nothing in the answer is for this browser alone."""
    return (
        response.status_code == 200
        and not session
        and not session.modified
        and "Set-Cookie" not in response.headers
        and {name.lower() for name in response.vary} <= VARIES
    )
