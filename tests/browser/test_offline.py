"""What a phone keeps for when it has no network: the server is really gone."""

import socket
import threading
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from courses.materials.models import Work
from tests.browser.demonstration import Demonstration
from tests.browser.visitors import PHONE, Visitor
from tests.factories import materials, packs
from turin import storage
from turin.db import db, transaction

HANDBOOK = bytes(range(256)) * 9_400  # 2.4 MB
READY = "() => navigator.serviceWorker.ready.then(() => null)"
IS_KEPT = """address => caches.keys().then(names => Promise.all(names.map(name => caches.open(name)
  .then(cache => cache.match(address, { ignoreVary: true }))))
  .then(found => found.some(Boolean)))"""
FETCHED = """address => fetch(address, { headers: { Range: "bytes=1000-" } })
  .then(answer => answer.arrayBuffer()).then(body => crypto.subtle.digest("SHA-256", body))
  .then(hash => Array.from(new Uint8Array(hash), one => one.toString(16).padStart(2, "0")))
  .then(octets => octets.join(""))"""


class Brief(WSGIRequestHandler):
    """Keeps no connection, so that nothing answers any more once the server is gone."""

    def log_request(self, *_):
        pass


@contextmanager
def served(app):
    """Answer at another address, and be gone when told."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=Brief, fd=door.fileno()
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        address = f"http://localhost:{door.getsockname()[1]}"

    def go():
        if thread.is_alive():
            server.shutdown()
            thread.join()
            server.server_close()

    try:
        yield address, go
    finally:
        go()


@pytest.fixture
def site(demonstration):
    with served(demonstration.app) as (address, go):
        yield Demonstration(demonstration.app, address), go


@pytest.fixture
def phone(site, chromium):
    """A phone whose browser keeps pages; what it complains about offline is expected."""
    visitor = Visitor(site[0], chromium, viewport=PHONE)
    yield visitor
    visitor.leave()


@pytest.fixture
def handbook(demonstration):
    """A handbook of 2.4 MB that anybody may have: its key and its address."""
    with demonstration.inside():
        work = db.session.scalar(select(Work).where(Work.key == "heavy"))
        if work is None:
            with transaction():
                work = materials.work("heavy")
                materials.held(work, "en", HANDBOOK, "heavy.pdf")
        file = work.editions[0].translations[0].files[0]
        return f"/dl/{file.sha256[:12]}/heavy.pdf"


def until_kept(visitor, address):
    visitor.page.wait_for_function(IS_KEPT, arg=address)


def test_opened_pages_and_kept_handbooks_stay_when_the_server_is_gone(site, phone, handbook):
    _site, go = site
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")  # also the page that was open before the worker was there
    until_kept(phone, "/en/no-connection")
    phone.go("/en/library/heavy/1/en")
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("button[data-kept='1']")
    until_kept(phone, "/en/library/heavy/1/en")
    go()

    phone.go("/en/courses")
    assert phone.page.text_content("h1").strip() == "Find a course"
    styled = "getComputedStyle(document.querySelector('.top')).backgroundColor"
    assert phone.page.evaluate(styled) != "rgba(0, 0, 0, 0)"
    phone.go("/en/standards")
    assert phone.page.text_content("h1").strip() == "No connection"
    assert phone.page.evaluate(FETCHED, handbook) == sha256(HANDBOOK).hexdigest()

    phone.go("/en/library/heavy/1/en")
    assert phone.page.text_content("button[data-keep]") == "Remove from this phone"


def test_what_is_kept_is_listed_and_taken_away(phone, handbook):
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")
    phone.go("/en/library/heavy/1/en")
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("button[data-kept='1']")
    phone.go("/en/offline")
    phone.page.wait_for_selector("[data-kept-list] li")
    said = phone.page.text_content("[data-kept-list]")
    assert "heavy.pdf" in said
    assert "2.4 MB" in said
    phone.page.click("[aria-label='Remove from this phone: heavy.pdf']")
    phone.page.wait_for_function(
        "() => !document.querySelector('[data-kept-list]').textContent.includes('heavy.pdf')"
    )
    phone.page.click("[data-all]")
    phone.page.wait_for_selector("[data-none]:not([hidden])")
    assert not phone.page.evaluate(IS_KEPT, handbook)


def test_pages_of_ones_own_are_never_kept_and_signing_out_empties_it(site, chromium, handbook):
    here, _go = site
    phone = Visitor(here, chromium, viewport=PHONE)
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")
    phone.context.add_cookies([here.cookie(here.signed_in("coordinator", "en"))])
    for address in ("/staff", "/en/me", "/en/apply/x/you", "/en/library"):
        phone.go(address)
        assert not phone.page.evaluate(IS_KEPT, address), address
    phone.go("/en/sign-out")
    phone.page.click("main [type=submit]")
    phone.page.wait_for_selector("[data-forget]")
    phone.page.wait_for_function(
        "() => caches.keys().then(names => names.every(n => n !== 'kept'))"
    )
    assert not phone.page.evaluate(IS_KEPT, "/en/courses")
    phone.leave()


def test_a_pack_verifies_itself_from_a_folder(demonstration, chromium, tmp_path):
    with demonstration.inside():
        with transaction():
            work = materials.work("verified", ("en", "km"))
            materials.held(work, "en", HANDBOOK, "whole.pdf")
            materials.held(work, "km", b"", "empty.pdf")
            pack = packs.pack([work], ("en", "km"), every=True)
            key = pack.id
        packs.make()
        part = db.session.get(type(pack), key).parts[0]
        with storage.opened(part.sha256) as stored, ZipFile(stored) as file:
            file.extractall(tmp_path)
    Path(tmp_path, "documents", "other.pdf").write_bytes(b"another")
    page = chromium.new_page()
    page.goto(f"file://{tmp_path}/index.html")
    page.set_input_files("#files", list(Path(tmp_path, "documents").iterdir()))
    page.wait_for_function(
        "() => document.getElementById('counted').textContent.includes('2 of 2')"
    )
    Path(tmp_path, "documents", "whole.pdf").write_bytes(HANDBOOK[:-1] + b"x")
    page.reload()
    page.set_input_files("#files", list(Path(tmp_path, "documents").iterdir()))
    page.wait_for_function(
        "() => document.getElementById('counted').textContent.includes('1 of 2')"
    )
    assert page.text_content(".found.damaged") == "Damaged: copy or download it once more"
    page.close()
