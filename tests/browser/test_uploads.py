"""Files in a real browser: several at once, over a line that breaks, and without a script."""

import hashlib

from playwright.sync_api import expect

from tests.browser.visitors import PHONE, fits, press
from tests.turin.uploads.zoo.pdfs import GOOD
from turin import storage

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


def test_without_a_script_the_form_sends_them_whole(demonstration, visit):
    session = demonstration.session("trainer", "ar")
    visitor = visit(session, language="ar", viewport=PHONE, scripts=False)
    page = visitor.page
    visitor.go("/staff/uploads")
    page.set_input_files("#files", FILES)
    press(page, "form .actions button")
    expect(page.locator(ROW.format("Handbook.pdf"))).to_be_visible()
    fits(page)
