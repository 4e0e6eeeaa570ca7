"""Visitors of a running site: each keeps its connection, reads pages, and begins applications.

What befalls them is told apart. A server may close a connection between two requests; a browser
then sends a request that changes nothing once more (RFC 9112, 9.3.1). All else is a failure.
"""

import http.client
import re
import threading
from collections import Counter
from contextlib import closing
from itertools import cycle
from urllib.parse import urlencode

from tests.courses.registration.form import YOU

PAGES = ("/en/courses", "/ar/courses", "/en/library", "/healthz")
FORM = "/en/apply/A9001234/you"
READS = 100  # of each visitor between two of its applications: what is stored makes pages anew
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
PATIENCE = 60  # seconds for an answer


class Visitors:
    """So many at once; ``seen`` counts answers and what else came."""

    def __init__(self, address: tuple[str, int], many: int, requests: int) -> None:
        self.seen: Counter[str] = Counter()
        self._address = address
        self._left = iter(range(requests))
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._visit, args=(one,)) for one in range(many)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self._threads:
            thread.join()

    def saw(self, what: str) -> None:
        with self._lock:
            self.seen[what] += 1

    def wanted(self) -> bool:
        with self._lock:
            return next(self._left, None) is not None

    @property
    def answers(self) -> int:
        with self._lock:
            return sum(number for what, number in self.seen.items() if what.isdecimal())

    def _visit(self, number: int) -> None:
        with closing(http.client.HTTPConnection(*self._address, timeout=PATIENCE)) as connection:
            visitor = Visitor(self, connection, f"192.0.2.{number + 1}")
            for turn, path in enumerate(cycle(PAGES), 1):
                if not self.wanted():
                    return
                visitor.apply() if turn % READS == 0 else visitor.ask("GET", path)


class Visitor:
    """One of them, with a connection, and an address of its own behind the proxy that it plays."""

    def __init__(
        self, visitors: Visitors, connection: http.client.HTTPConnection, whose: str
    ) -> None:
        self._visitors = visitors
        self._connection = connection
        self._headers = {"X-Forwarded-For": whose}

    def apply(self) -> None:
        """Open the form and, if there is a request left, send its first step."""
        page, cookie = self.ask("GET", FORM)
        if (token := TOKEN.search(page)) and self._visitors.wanted():
            self.ask("POST", FORM, {"csrf_token": token[1], **YOU}, cookie)

    def ask(self, method: str, path: str, typed: dict | None = None, cookie: str = "") -> tuple:
        """Return the page and its cookie; what came instead is counted."""
        try:
            return self._asked(method, path, typed, cookie)
        except (OSError, http.client.HTTPException) as trouble:
            self._connection.close()
            self._visitors.saw(f"{method} {path}: {trouble!r}")
            return "", ""

    def _asked(self, method: str, path: str, typed: dict | None, cookie: str) -> tuple:
        kept = self._connection.sock is not None
        body = urlencode(typed) if typed else None
        headers = self._headers | ({"Cookie": cookie} if cookie else {})
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        except ConnectionError:  # no octet of an answer has come
            if not kept or method != "GET":
                raise
            self._connection.close()
            self._visitors.saw("sent once more")
            return self._asked(method, path, typed, cookie)
        page = answer.read().decode()
        self._visitors.saw(str(answer.status))
        return page, (answer.headers["Set-Cookie"] or "").partition(";")[0]
