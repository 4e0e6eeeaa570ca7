"""A client that reads every page as strictly as a careful reader would, so that no test has to."""

from xml.etree.ElementTree import Element

import html5lib
from flask import request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from turin import clock
from turin.db import db, transaction
from turin.people import current
from turin.people.models import Person

FORM_METHODS = {"get", "post"}


class Client(FlaskClient):
    """Checks each HTML page; ``response.page`` is its tree, to be searched by ``iterfind``.

    Who opens a page once more than another test does may leave out the checking, which takes time.
    """

    strict = True

    def open(self, *args, **kwargs) -> TestResponse:
        assert not _unsaved(), "the test changed rows and did not save them: use transaction()"
        kwargs.setdefault("buffered", True)  # a download's file is closed when it has been read
        with self.application.app_context():  # of its own: nothing of the request before is left
            response = super().open(*args, **kwargs)
        db.session.rollback()  # the test then reads what the request has stored
        if self.strict and is_page(response):
            response.page = checked(response.data)
        return response

    def enter(self, person: Person) -> None:
        """Sign ``person`` in, as her password or a mailed link would."""
        now = clock.now()
        with transaction():
            _, token = current.begin(person, now)
        with self.session_transaction() as cookie:
            cookie.clear()
            cookie.update({"_user_id": token, current.SEEN: int(now.timestamp())})

    def leave(self) -> None:
        """Be nobody again."""
        self.delete_cookie("session")


def is_page(response: TestResponse) -> bool:
    """Whether it holds something to read."""
    return response.mimetype == "text/html" and not response.location and bool(response.data)


def _unsaved() -> bool:
    return bool(db.session.new or db.session.dirty or db.session.deleted)


def leaves_nothing_unsaved(response):
    """Fail, after a request, if its view changed rows outside of a transaction()."""
    assert not _unsaved(), f"{request.method} {request.path} left changes that nobody commits"
    return response


def checked(body: bytes) -> Element:
    """Return the tree of a page; fail where it is no good HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(body, transport_encoding="utf-8")
    assert page.get("lang"), "the page does not say its language"
    assert page.get("dir") in {"ltr", "rtl"}, "the page does not say its direction"
    assert (page.findtext("head/title") or "").strip(), "the page has no title"
    assert len(list(page.iter("h1"))) == 1, "a page has one h1"
    for form in page.iter("form"):
        assert form.get("method", "").lower() in FORM_METHODS, "a form does not say its method"
        assert form.get("action"), "a form does not say where it goes"
    _check_every(page)
    return page


def _check_every(page: Element) -> None:
    ids = set()
    for element in page.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        assert element.tag != "style", "a style element: the headers forbid it"
        for name in element.keys():  # noqa: SIM118 - an Element is no mapping
            assert name != "style", f"a style attribute on {element.tag}: the headers forbid it"
            assert not name.startswith("on"), f"{name} on {element.tag}: the headers forbid it"
        if (own := element.get("id")) is not None:
            assert own not in ids, f"two elements have the id {own}"
            ids.add(own)
