"""The web server is restarted while people use the site: nobody is turned away, nothing is lost."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from courses.registration.models import Application
from tests.architecture.conftest import ROOT
from tests.chaos.test_mail import PATIENCE, running, wait_until
from tests.chaos.visitors import Visitors
from tests.factories import activities
from turin.db import db, transaction
from turin.supervisor.site import broker

REQUESTS = 5_000
AT_ONCE = 16
# As systemd starts what it holds a socket for: as the third file, with its own process named.
BY_SOCKET = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[2:]])
"""


class Web:
    """The web server as README.md starts it, on a socket that somebody else keeps."""

    def __init__(self, env: dict[str, str], listener: socket.socket) -> None:
        self._env, self._listener = env, listener
        self.start()

    def start(self) -> None:
        handle = self._listener.fileno()
        serving = ("-c", "python:turin.serving", "app:create_app()")
        self.process = subprocess.Popen(
            (sys.executable, "-c", BY_SOCKET, str(handle), *serving),
            cwd=ROOT,
            env={**os.environ, **self._env},
            pass_fds=(handle,),
            stderr=subprocess.DEVNULL,
        )

    def renew_workers(self) -> None:
        """Do as ``systemctl reload`` does."""
        self.process.send_signal(signal.SIGHUP)

    def restart(self) -> None:
        """Do as ``systemctl restart`` does."""
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0
        self.start()


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        yield listener


@pytest.fixture
def web(app, database_url, tmp_path, listener):
    with transaction():
        activities.activity(code="A9001234")
    env = {
        "TURIN_DEMO": "1",
        "TURIN_INSTANCE": str(tmp_path),
        "TURIN_DATABASE_URL": database_url,
        "TURIN_PROXIES": "1",  # a limit is an address's, and each visitor has one
    }
    child = broker(tmp_path)
    env["REDIS_URL"] = f"redis+socket://{child.address}?virtual_host=0"
    with running(*child.command):
        wait_until(child.taken)
        web = Web(env, listener)
        yield web
        web.process.terminate()
        web.process.wait(PATIENCE)


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)  # as a real site has it
def test_no_request_fails_while_the_web_server_is_restarted(web, listener):
    with Visitors(listener.getsockname(), AT_ONCE, REQUESTS) as visitors:
        for part, deed in enumerate((web.renew_workers, web.renew_workers, web.restart), 1):
            wait_until(lambda part=part: visitors.answers > part * REQUESTS // 4)
            deed()
    seen = visitors.seen
    assert seen.pop("sent once more", 0) == 0
    assert set(seen) == {"200", "303"}, seen
    assert seen.total() == REQUESTS
    assert db.session.query(Application).count() == seen["303"] > 0
