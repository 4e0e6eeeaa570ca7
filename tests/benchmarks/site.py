"""The site that is measured: the demonstration on PostgreSQL, served as a real site is."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import psutil
from alembic import command
from flask import Flask

from app import create_app
from courses.exchange import demonstration, samples
from courses.exchange.commands import EXAMPLE
from courses.exchange.loading import load
from tests.benchmarks import filling
from tests.factories import people
from tests.postgresql import server
from turin import clock, config
from turin.db import transaction
from turin.db.commands import alembic_config
from turin.people import current
from turin.people.models import Role
from turin.rows import Origin
from turin.supervisor import site as parts
from turin.supervisor.child import Child

FEW = 1_000  # activities; 20 applications each
START = 60  # seconds that a server may take until it answers
PORTS = {"site": 8030, "hello": 8031}


@dataclass(frozen=True)
class Site:
    """The site: its application in this process, and its servers in theirs."""

    app: Flask
    env: dict[str, str]
    folder: Path

    def serve(self, name: str) -> Child:
        """Start the site's web server, or the same server with nothing but a greeting."""
        port = PORTS[name]
        web = next(one for one in parts.site(self.folder, port, "127.0.0.1") if one.name == "web")
        if name == "hello":
            greeting = [*web.command[:-1], "tests.benchmarks.hello:app"]
            web = replace(web, name=name, command=greeting, health="/")
        return started(web, self.env, self.folder)

    @cached_property
    def coordinator(self) -> str:
        """The cookie of a coordinator who runs 40 activities."""
        with self.app.app_context(), transaction():
            person = people.person(Role.COORDINATOR)
            filling.give_runs(person)
            _, token = current.begin(person, clock.now())
        values = {"_user_id": token, current.SEEN: int(clock.now().timestamp())}
        serializer = self.app.session_interface.get_signing_serializer(self.app)
        return f"session={serializer.dumps(values)}"


@contextmanager
def site() -> Iterator[Site]:
    """Make the site: database, broker, example, demonstration, 1,000 activities."""
    with server() as database, tempfile.TemporaryDirectory(prefix="turin-") as name:
        folder = Path(name)
        env = {
            "TURIN_DEMO": "1",
            "TURIN_INSTANCE": name,
            "TURIN_DATABASE_URL": database,
            "PORT": str(PORTS["site"]),
        }
        app = create_app(config.read(env))
        broker = started(parts.broker(folder), env, folder)
        try:
            with app.app_context():
                _furnish()
            yield Site(app, env, folder)
        finally:
            broker.kill()


def _furnish() -> None:
    command.upgrade(alembic_config(), "head")
    with transaction():
        load(sorted(EXAMPLE.glob("*.yaml")), Origin(example=True))
        samples.attach(at=clock.now())
    with transaction():
        demonstration.make(clock.now())
    with transaction():
        filling.fill(FEW)


def started(child: Child, env: dict[str, str], folder: Path) -> Child:
    """Start a program and wait until it answers; it never outlives this process."""
    with Path(os.devnull).open() as nothing:
        child.start({**os.environ, **env}, nothing.fileno(), folder)
    end = time.monotonic() + START
    while not child.ready():
        if not child.alive() or time.monotonic() > end:
            child.kill()
            raise SystemExit(f"{child.name} does not start:\n{child.last_words()}")
        time.sleep(0.1)
    return child


def asked(name: str, connections: int, seconds: float, path: str, cookie: str = "") -> float:
    """Return how many answers a second a server gives."""
    words = [PORTS[name], connections, seconds, path, *([cookie] if cookie else [])]
    client = [sys.executable, "-m", "tests.benchmarks.load", *map(str, words)]
    done = subprocess.run(client, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"asking for {path}: {done.stderr.strip()}")
    return float(done.stdout)


def memory(server: Child) -> tuple[float, float]:
    """Return the resident memory of the largest worker, and what is its own of that, in MB.

    The rest it shares with the process that loaded the application and forked it.
    """
    workers = psutil.Process(server.process.pid).children()
    largest = max((worker.memory_full_info() for worker in workers), key=lambda one: one.rss)
    return largest.rss / 1e6, largest.uss / 1e6
