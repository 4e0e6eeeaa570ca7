"""What a phone keeps for when it has no network: the server is really gone."""

import re
import socket
import threading
from collections import Counter
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from courses.materials.models import Work
from tests.browser.demonstration import Demonstration
from tests.browser.visitors import PATIENCE, PHONE, Visitor, press
from tests.factories import materials, packs
from turin import storage
from turin.db import db, transaction

HANDBOOK = bytes(range(256)) * 9_400  # 2.4 MB
PARTS = -(-len(HANDBOOK) // 262_144)  # in which it is fetched
READY = "() => navigator.serviceWorker.ready.then(() => null)"
IS_KEPT = """address => caches.keys().then(names => Promise.all(names.map(name => caches.open(name)
  .then(cache => cache.match(address, { ignoreVary: true }))))
  .then(found => found.some(Boolean)))"""
IS_READY = """address => caches.open("assets")
  .then(cache => cache.match(address, { ignoreSearch: true })).then(Boolean)"""
UNTIL = """([arg, patience]) => new Promise(told => {
  const late = Date.now() + patience;
  (function look() {
    (%s)(arg).then(so => so || Date.now() > late ? told(Boolean(so)) : setTimeout(look, 20));
  })();
})"""
FETCHED = """address => fetch(address, { headers: { Range: "bytes=1000-" } })
  .then(answer => answer.arrayBuffer()).then(body => crypto.subtle.digest("SHA-256", body))
  .then(hash => Array.from(new Uint8Array(hash), one => one.toString(16).padStart(2, "0")))
  .then(octets => octets.join(""))"""


class Line:
    """The line to the application: it counts what is fetched of files, and breaks when told."""

    def __init__(self, app):
        self.app = app
        self.came = Counter()
        self.after = None  # so many parts it breaks, in the middle of the next, until it is mended
        self.newer = False  # whether it brings a newer worker

    def __call__(self, environ, start_response):
        newer = self.newer and environ["PATH_INFO"] == "/sw.js"
        if newer:
            environ |= {"HTTP_IF_NONE_MATCH": "", "HTTP_ACCEPT_ENCODING": ""}
        answer = self.app(environ, start_response)
        if environ["PATH_INFO"].startswith("/dl/"):
            if self.after is not None and self.came.total() >= self.after:
                beginning = next(iter(answer))[:1000]
                answer.close()
                return [beginning]
            self.came[environ.get("HTTP_RANGE", "whole")] += 1
        if newer:
            return [re.sub(rb"\?[0-9a-f]{10}", b"?0123456789", part) for part in answer]
        return answer


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
def line(demonstration):
    return Line(demonstration.app)


@pytest.fixture
def site(demonstration, line):
    with served(line) as (address, go):
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


def until(visitor, promised, arg=None):
    """Wait until what is promised is true; ``wait_for_function`` takes any promise for true."""
    told = visitor.page.evaluate(UNTIL % promised, [arg, PATIENCE])
    assert told, f"{promised} {arg}"


def until_kept(visitor, address):
    until(visitor, IS_KEPT, address)


def test_opened_pages_and_kept_handbooks_stay_when_the_server_is_gone(site, phone, handbook):
    _site, go = site
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")  # also the page that was open before the worker was there
    until(phone, IS_READY, "/en/no-connection")
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
    phone.page.wait_for_selector("button[data-kept='1'] >> text=Remove from this device")


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
    phone.page.click("[aria-label='Remove from this device: heavy.pdf']")
    phone.page.wait_for_function(
        "() => !document.querySelector('[data-kept-list]').textContent.includes('heavy.pdf')"
    )
    phone.page.click("[data-all]")
    phone.page.wait_for_selector("[data-none]:not([hidden])")
    assert not phone.page.evaluate(IS_KEPT, handbook)


def opens(visitor, address, heading):
    visitor.go(address)
    assert visitor.page.text_content("h1").strip() == heading


def test_who_chose_her_languages_reads_on_when_the_server_is_gone(site, phone):
    _site, go = site
    phone.go("/en/library/languages")
    phone.page.select_option("[name=first]", "lo")
    press(phone.page, "main [type=submit]")
    phone.page.evaluate(READY)
    phone.go("/en/library/osce_handbook")
    until_kept(phone, "/en/library/osce_handbook")
    until(phone, IS_READY, "/en/offline")
    heading = phone.page.text_content("h1").strip()
    go()

    opens(phone, "/en/library/osce_handbook", heading)
    opens(phone, "/en/library/languages", "No connection")
    phone.page.click("main a")
    phone.page.wait_for_selector(f"[data-kept-list] >> text={heading}")


def coming(demonstration):
    """Return the key of the activity for which somebody is applying."""
    return next(iter(demonstration.applying["sent"]))


def test_who_opened_a_form_reads_on_when_the_server_is_gone(demonstration, site, phone):
    _site, go = site
    form = f"/en/courses/{coming(demonstration)}/ask"
    phone.go(form)
    phone.page.evaluate(READY)
    phone.go("/en/standards")
    until_kept(phone, "/en/standards")
    until(phone, IS_READY, "/en/no-connection")
    go()

    opens(phone, "/en/standards", "Standards on labour migration")
    opens(phone, form, "No connection")


def test_a_page_that_was_open_before_its_worker_is_kept_also_when_languages_are_chosen(site, phone):
    here, _go = site
    phone.context.add_cookies([{"name": "languages", "value": "lo", "url": here.address}])
    phone.go("/en/courses")
    until_kept(phone, "/en/courses")


def test_a_kept_handbook_is_found_from_any_page_when_the_server_is_gone(site, phone, handbook):
    _site, go = site
    phone.go("/en/library/heavy/1/en")
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("button[data-kept='1']")
    until(phone, IS_READY, "/en/offline")
    go()

    opens(phone, "/en/standards", "No connection")
    phone.page.click("main a")
    with phone.page.expect_download() as coming:
        phone.page.click("[data-kept-list] >> text=heavy.pdf")
    assert coming.value.suggested_filename == "heavy.pdf"
    assert Path(coming.value.path()).read_bytes() == HANDBOOK


def keep_until_it_breaks(phone, line):
    line.after = 4
    phone.go("/en/library/heavy/1/en")
    phone.page.wait_for_selector("button[data-keep] >> text=Keep on this device (2.4 MB)")
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("[role=status] >> text=It broke off.")
    assert line.came.total() == line.after


def test_what_broke_off_goes_on_at_the_next_press_without_what_is_here(phone, line, handbook):
    keep_until_it_breaks(phone, line)
    phone.go("/en/offline")
    assert "1 MB of 2.4 MB are here" in phone.page.text_content("[data-kept-list] li")
    phone.page.click("[data-kept-list] a")
    phone.page.wait_for_selector("[role=status] >> text=It broke off.")
    line.after = None
    phone.wire.send("Network.clearBrowserCache")  # parts do not depend on it
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("button[data-kept='1']")
    assert len(line.came) == line.came.total() == PARTS
    assert phone.page.evaluate(FETCHED, handbook) == sha256(HANDBOOK).hexdigest()
    assert phone.page.evaluate("caches.open('parts').then(c => c.keys()).then(k => k.length)") == 0


def test_what_broke_off_goes_on_by_itself(phone, line, handbook):
    keep_until_it_breaks(phone, line)
    line.after = None
    phone.page.wait_for_selector("button[data-kept='1']")
    assert len(line.came) == line.came.total() == PARTS


def test_what_was_just_downloaded_is_not_fetched_again_to_be_kept(phone, line, handbook):
    phone.go("/en/library/heavy/1/en")
    phone.page.evaluate(READY)
    with phone.page.expect_download() as coming:
        phone.page.click(".dl a")
    assert Path(coming.value.path()).read_bytes() == HANDBOOK
    phone.page.click("button[data-keep]")
    phone.page.wait_for_selector("button[data-kept='1']")
    assert line.came == {"whole": 1}
    assert phone.page.evaluate(FETCHED, handbook) == sha256(HANDBOOK).hexdigest()


def test_a_newer_worker_takes_no_page_away(site, phone, line):
    _site, go = site
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")
    until(phone, IS_READY, "/en/offline")
    old = "/static/0123456789/old.css"
    put = "old => caches.open('assets').then(cache => cache.put(old, new Response('old')))"
    phone.page.evaluate(put, old)
    line.newer = True
    phone.go("/en/sign-in")
    phone.page.evaluate("navigator.serviceWorker.ready.then(r => r.update()).then(() => null)")
    until(phone, "() => navigator.serviceWorker.ready.then(r => !r.installing)")
    phone.go("/en/sign-in")
    until_kept(phone, "/en/offline?0123456789")
    until(phone, f"old => ({IS_KEPT})(old).then(kept => !kept)", old)
    go()

    opens(phone, "/en/courses", "Find a course")
    opens(phone, "/en/offline", "Kept on this device")


def test_what_is_kept_for_who_applies_is_what_anybody_is_shown(demonstration):
    nobody, applying = (demonstration.app.test_client() for _ in range(2))
    applying.set_cookie("session", demonstration.cookie(demonstration.applying)["value"])
    key = coming(demonstration)
    for address in ("/en/courses", f"/en/courses/{key}", "/en/library"):
        answer = applying.get(address, follow_redirects=True)
        assert answer.headers["Keep-On-Device"]
        assert answer.text == nobody.get(answer.request.path).text
    for page in ("you", "check", "sent"):
        answer = applying.get(f"/en/apply/{key}/{page}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Keep-On-Device" not in answer.headers


def test_pages_of_ones_own_are_never_kept_and_signing_out_empties_it(
    demonstration, site, chromium, line, handbook
):
    here, _go = site
    phone = Visitor(here, chromium, viewport=PHONE)
    phone.go("/en/courses")
    phone.page.evaluate(READY)
    until_kept(phone, "/en/courses")
    keep_until_it_breaks(phone, line)
    key = coming(demonstration)
    phone.context.add_cookies([here.cookie(demonstration.applying)])
    for address in (f"/en/apply/{key}/you", f"/en/apply/{key}/sent"):
        phone.go(address)
        assert not phone.page.evaluate(IS_KEPT, address), address
    phone.context.add_cookies([here.cookie(here.signed_in("coordinator", "en"))])
    for address in ("/staff", "/en/me", "/en/library", f"/en/courses/{key}"):
        phone.go(address)
        assert not phone.page.evaluate(IS_KEPT, address), address
    phone.go("/en/sign-out")
    phone.page.click("main [type=submit]")
    phone.page.wait_for_selector("[data-forget]")
    gone = "() => caches.keys().then(names => names.every(n => n !== 'kept' && n !== 'parts'))"
    until(phone, gone)
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
