"""What a site is made of, and what stops it before it starts."""

import os
import sqlite3
import stat
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.conftest import settings
from turin.supervisor import __main__ as supervisor
from turin.supervisor import site
from turin.supervisor.child import Child


@pytest.fixture
def site_url(sqlite):
    """The address of a migrated SQLite database."""
    engine, _app = sqlite
    engine.renew()
    return engine.url


@pytest.fixture
def environment(monkeypatch):
    """An environment that says nothing of Turin."""
    for name in list(os.environ):
        if name.startswith("TURIN_") or name in {"PORT", "REDIS_URL"}:
            monkeypatch.delenv(name)
    return monkeypatch


def test_a_folder_whose_path_is_too_long_for_a_socket_is_refused_in_one_line(
    environment, capsys, tmp_path
):
    environment.setenv("TURIN_DEMO", "1")
    environment.setenv("TURIN_INSTANCE", str(tmp_path / ("x" * 100)))
    assert supervisor.main() == 78
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("choose a shorter TURIN_INSTANCE")


class Steps:
    """Stands for the family: notes the steps that it is asked to run; what they print is there."""

    asked = 0

    def __init__(self):
        self.names = []

    def first(self, step):
        self.names.append(step.name)
        if step.output:
            step.output.write_text("ada@demo.turin.example")


def test_the_example_is_loaded_at_the_first_start_only(tmp_path):
    first, second = Steps(), Steps()
    told = settings(f"sqlite:///{tmp_path / 'turin.db'}", tmp_path)
    supervisor.prepare(first, told)
    supervisor.prepare(second, told)
    assert first.names == ["migrations", "catalogue", "demo"]
    assert second.names == ["migrations"]
    assert site.accounts(tmp_path).read_text() == "ada@demo.turin.example"


def test_what_a_step_prints_is_kept_private_and_apart_from_its_log(tmp_path):
    says_both = "import sys; print('for people'); print('for the log', file=sys.stderr)"
    output = tmp_path / "output"
    step = Child("step", [sys.executable, "-c", says_both], output=output)
    with (tmp_path / "claim").open("w") as claim:
        step.start(os.environ, claim.fileno(), tmp_path)
    assert step.process.wait(60) == 0
    assert output.read_text() == "for people\n"
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert step.last_words() == "    for the log"


def test_a_start_without_settings_is_refused_with_a_line_for_each(environment, capsys):
    assert supervisor.main() == 78
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith("Cannot start: ") for line in lines)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty"])
def test_a_port_that_is_none_is_refused_in_one_line(environment, capsys, tmp_path, port):
    environment.setenv("TURIN_DEMO", "1")
    environment.setenv("TURIN_INSTANCE", str(tmp_path))
    environment.setenv("PORT", port)
    assert supervisor.main() == 1
    assert capsys.readouterr().out == (
        f"Cannot run: PORT: give a whole number from 1 to 65535, not '{port}'\n"
    )


class Named(BaseHTTPRequestHandler):
    """A site behind a tunnel, which answers to nobody who calls it localhost."""

    def do_GET(self):
        ours = (self.path, self.headers["Host"]) == ("/healthz", "trial.example.org")
        self.send_response(200 if ours else 400)
        self.end_headers()

    def log_request(self, *_):
        pass


def test_the_health_of_a_site_is_asked_by_its_own_name(tmp_path):
    web = site.site(tmp_path, 8000, "trial.example.org")[-1]
    with HTTPServer(("127.0.0.1", 0), Named) as server:
        web.address = server.server_address
        Thread(target=server.serve_forever, daemon=True).start()
        assert any(web.ready() for _ in range(100)), "not even late"
        web.host = "localhost"
        assert not web.ready()
        server.shutdown()


def test_a_database_that_has_seen_all_migrations_need_not_be_asked_again(site_url):
    assert site.is_migrated(site_url)
    with closing(sqlite3.connect(site_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001_people'")
    assert not site.is_migrated(site_url)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/turin.db", "postgresql+psycopg://db/turin"])
def test_a_database_that_cannot_be_looked_into_is_migrated(url):
    assert not site.is_migrated(url)
