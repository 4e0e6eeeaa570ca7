"""A whole demonstration in a real browser: Chromium against a server on loopback.

The data is what ``make run`` makes, and some of what people then do with it. Half of these tests
run in one worker and half in another, so that it is made twice at most.
"""

import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from app import create_app
from tests.browser.demonstration import Demonstration
from tests.browser.visitors import Readers, Visitor
from tests.conftest import settings

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOAD = (["database", "migrate"], ["catalogue", "load-example"], ["demo", "load"])


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            half = "pages" if item.path.name == "test_pages.py" else "stories"
            item.add_marker(pytest.mark.xdist_group(f"browser-{half}"))


class Quiet(WSGIRequestHandler):
    """Answers as a server would that keeps its connections, without a log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The demonstration, answering at its address."""
    folder = tmp_path_factory.mktemp("browser")
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"http://localhost:{door.getsockname()[1]}"
        told = settings(f"sqlite:///{folder / 'turin.db'}", folder)
        app = create_app(replace(told, public_url=address))
        app.config["RATELIMIT_ENABLED"] = False
        with app.app_context():  # a command runs in the site that it finds itself in
            for command in LOAD:
                result = app.test_cli_runner().invoke(args=command)
                assert result.exit_code == 0, result.output
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=Quiet, fd=door.fileno()
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Demonstration(app, address)
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.fail("The browser tests need Chromium: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(demonstration, chromium):
    """Opens the site as a new visitor; what her browser complained about fails the test."""
    visitors = []

    def opened(cookie=None, **how) -> Visitor:
        visitors.append(Visitor(demonstration, chromium, cookie, **how))
        return visitors[-1]

    yield opened
    for visitor in visitors:
        visitor.leave()
    complaints = [said for visitor in visitors for said in visitor.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="module")
def readers(demonstration, chromium):
    readers = Readers(demonstration, chromium)
    yield readers
    readers.leave()


@pytest.fixture
def look(readers):
    """Opens the site in a browser that others had before, for tests that ask how a page looks.

    What it complained about fails the test.
    """
    yield readers.look
    complaints = readers.complaints()
    assert not complaints, "\n".join(complaints)
