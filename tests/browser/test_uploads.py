"""Files in a real browser: several at once, over a line that breaks, and without a script."""

import hashlib

from playwright.sync_api import expect

from tests.browser.visitors import PHONE, fits, press
from tests.turin.uploads.zoo.pdfs import GOOD
from turin import storage
from turin.uploads.gate import formats

NOTES = "".join(f"Line {number}\n" for number in range(60_000)).encode()
FILES = [
    {"name": "Handbook.pdf", "mimeType": "application/pdf", "buffer": GOOD},
    {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\0\0"},
    {"name": "notes.md", "mimeType": "text/plain", "buffer": NOTES},
]
ROW = "tr:has-text('{}')"


def test_several_files_come_in_though_the_line_breaks_twice(demonstration, visit):
    visitor = visit(demonstration.session("coordinator", "en"), viewport=PHONE)
    page, breaks, sent = visitor.page, iter([False, True, True]), []

    def on_the_line(route):
        if route.request.method == "PATCH":
            sent.append(len(route.request.post_data_buffer or b""))
            if next(breaks, False):
                route.abort("connectionreset")
                return
        route.continue_()

    page.route("**/staff/uploads/*", on_the_line)
    visitor.go("/staff/uploads")
    expect(page.locator("form .actions button")).to_be_hidden()
    with page.expect_navigation():
        page.set_input_files("#files", FILES)
    expect(page.locator(ROW.format("Handbook.pdf"))).to_contain_text("It is here")
    expect(page.locator(ROW.format("setup.exe"))).to_contain_text("Not taken")
    expect(page.locator(ROW.format("notes.txt"))).to_contain_text("It is here")
    fits(page)
    with demonstration.inside():
        assert storage.path(hashlib.sha256(NOTES).hexdigest()).read_bytes() == NOTES
    assert sum(sent) <= len(GOOD) + 4 + len(NOTES) + 2 * max(sent)
    visitor.complaints.clear()  # its console says that the line broke


def test_a_refusal_at_the_start_stays_where_it_can_be_read(demonstration, visit, monkeypatch):
    monkeypatch.setattr(formats, "MOST", len(NOTES) - 1)
    visitor = visit(demonstration.session("trainer", "en"), viewport=PHONE)
    page, loads = visitor.page, []
    visitor.go("/staff/uploads")
    page.on("request", lambda one: loads.append(one.url) if one.is_navigation_request() else None)
    page.set_input_files("#files", [FILES[2], FILES[0] | {"name": "Slides.pdf"}])
    rows = page.locator("[data-list] li")
    expect(rows.nth(1)).to_contain_text("It is here, and can be used.")
    expect(rows.nth(0)).to_contain_text("A file may have 649 kB at most.")
    fits(page)
    assert loads == []
    visitor.complaints.clear()  # its console says that something was refused


def test_a_file_is_asked_after_while_it_is_looked_at(demonstration, visit):
    visitor = visit(demonstration.session("coordinator", "en"), viewport=PHONE)
    page, told, looks = visitor.page, {}, []

    def on_the_line(route):
        method = route.request.method
        looks.extend([method] if method == "GET" else [])
        if method == "PATCH":
            told.update(route.fetch().json(), state="whole")
            route.abort("connectionreset")
        elif method == "GET" and len(looks) == 1:
            route.fulfill(json=told)
        else:
            route.continue_()

    page.route("**/staff/uploads/*", on_the_line)
    visitor.go("/staff/uploads")
    with page.expect_navigation():
        page.set_input_files("#files", FILES[0] | {"name": "Slides.pdf"})
    expect(page.locator(ROW.format("Slides.pdf"))).to_contain_text("It is here")
    assert len(looks) == 2
    visitor.complaints.clear()  # its console says that the line broke


def test_without_a_script_the_form_sends_them_whole(demonstration, visit):
    session = demonstration.session("trainer", "ar")
    visitor = visit(session, language="ar", viewport=PHONE, scripts=False)
    page = visitor.page
    visitor.go("/staff/uploads")
    page.set_input_files("#files", FILES)
    press(page, "form .actions button")
    expect(page.locator(ROW.format("Handbook.pdf"))).to_be_visible()
    fits(page)
