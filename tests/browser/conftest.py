"""A whole demonstration in a real browser: Chromium against a server on loopback.

The data is what ``make run`` makes. The browser fails a test that breaks the content policy or logs
an error, whatever the test itself looks at.
"""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from app import create_app
from tests.conftest import settings

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LOAD = (["database", "migrate"], ["catalogue", "load-example"], ["demo", "load"])


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The application with the example catalogue and the demonstration data, made once."""
    folder = tmp_path_factory.mktemp("browser")
    app = create_app(settings(f"sqlite:///{folder / 'turin.db'}", folder))
    app.config["RATELIMIT_ENABLED"] = False
    for command in LOAD:
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
    return app


@pytest.fixture(scope="session")
def address(demonstration):
    """Where the demonstration answers."""
    server = make_server("127.0.0.1", 0, demonstration, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.fail("The browser tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
