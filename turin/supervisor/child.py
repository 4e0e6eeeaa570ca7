"""One program that the supervisor runs: how it starts, answers, says what went wrong, and ends."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

Address = str | tuple[str, int]  # a socket's path, or host and port

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
LAST_LINES = 12  # of its log, shown when a child cannot run


class GaveUp(Exception):
    """The site cannot run; the message says why, in a line for whoever started it."""


@dataclass
class Child:
    """A program to keep running.

    ``address`` is where it listens, and ``health`` the page that it answers there with 200 once it
    is ready, if it speaks HTTP; ``host`` is a name that it answers to. ``grace`` is how many
    seconds it may take to end what it is doing. ``output`` is where that goes which it prints for
    people, if not into its log like the rest.
    """

    name: str
    command: list[str]
    address: Address | None = None
    health: str = ""
    host: str = "localhost"
    grace: float = 10
    output: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    log: Path | None = field(default=None, init=False)
    started: float = field(default=0, init=False)

    def start(self, env: Mapping[str, str], keep_open: int, folder: Path) -> None:
        """Start it, writing to its log in ``folder``, with the claim ``keep_open`` handed on.

        It gets a process group of its own, so that Ctrl-C reaches the supervisor alone.
        """
        parent = os.getpid()
        self.log = folder / f"{self.name}.log"
        with self.log.open("ab") as log, _written(self.output or self.log) as output:
            self.process = subprocess.Popen(  # noqa: S603 - a program of our own list
                self.command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
                start_new_session=True,
                pass_fds=(keep_open,),
                preexec_fn=lambda: _die_with(parent),  # noqa: PLW1509 - there are no threads here
            )
        self.started = time.monotonic()

    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def taken(self) -> bool:
        """Whether something listens at its address, be it this child or a stranger."""
        if self.address is None:
            return False
        with _caller(self.address) as caller:
            return caller.connect_ex(self.address) == 0

    def ready(self) -> bool:
        """Whether it does its work; a child without an address does as soon as it runs."""
        if self.address is None:
            return True
        if not self.health:
            return self.taken()
        with _caller(self.address) as caller, contextlib.suppress(OSError):
            caller.connect(self.address)
            caller.sendall(f"GET {self.health} HTTP/1.0\r\nHost: {self.host}\r\n\r\n".encode())
            return b" 200 " in caller.recv(64)
        return False

    def stop(self) -> None:
        """Ask it to end what it is doing and go; does not wait."""
        if self.process is not None and self.alive():
            self.process.terminate()

    def kill(self) -> None:
        """Kill it with all that it has started itself."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def last_words(self) -> str:
        """Return the end of its log, set off for whoever reads it among our own lines."""
        log = self.log.read_text(encoding="utf-8", errors="replace") if self.log else ""
        return "\n".join(f"    {line}" for line in log.splitlines()[-LAST_LINES:])


def _written(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _caller(address: Address) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET)
    caller.settimeout(0.5)
    return caller


def _die_with(parent: int) -> None:
    """Ask the kernel, in the child, for a SIGTERM when the supervisor dies. Linux only."""
    if hasattr(LIBC, "prctl"):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)
