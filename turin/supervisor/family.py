"""The children as a family: they start in order, are started again when they die, stop in reverse.

There are no threads, so that a fork is safe at any time, and no pipes: a child that outlives the
supervisor by a second still has its log to write to. Nothing outlives it by more, not even when it
is killed: the kernel then asks each child to end.
"""

import contextlib
import fcntl
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from turin.supervisor.child import Child, GaveUp

PATIENCE = 60  # seconds that a child may take until it answers
STEADY = 60  # seconds of life after which earlier deaths are forgiven
MOST_DEATHS = 5
LONGEST_PAUSE = 10  # seconds before a dead child is started again
PAUSE = 0.02  # seconds between two looks


def say(text: str) -> None:
    """Print a line; a closed terminal must not keep us from stopping the children."""
    with contextlib.suppress(OSError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


@dataclass
class Deaths:
    """How often a child has died of late, and when it is started again."""

    count: int = 0
    due: float | None = None


class Family:
    """The children in the order in which they start, to be used in a ``with``.

    Entering takes the folder for ourselves; leaving stops whoever runs.
    """

    def __init__(self, children: list[Child], env: Mapping[str, str], folder: Path) -> None:
        self.children = children
        self.env = env
        self.logs = folder / "logs"
        self.asked = 0  # how often we were asked to stop
        self._deaths = {child.name: Deaths() for child in children}
        self._claim = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self) -> Self:
        """Take the folder; raises GaveUp if another copy has it, or a stranger an address of ours.

        Two brokers would write over one another's data. The children inherit the claim, so that it
        lasts until the last of a killed family has gone.
        """
        try:
            fcntl.flock(self._claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GaveUp("another copy runs in this folder, or is still stopping") from None
        for child in self.children:
            if child.taken():
                raise GaveUp(f"{child.name}: {_spoken(child)} is taken by another program")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)
        self.logs.mkdir(mode=0o700, exist_ok=True)
        for old in self.logs.glob("*.log"):
            old.unlink()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Stop in reverse order; a second Ctrl-C, or the end of its grace, kills a child."""
        running = [child for child in reversed(self.children) if child.process is not None]
        if running:
            say(f"\nStopping {', '.join(child.name for child in running)}. Ctrl-C again: at once.")
        for child in running:
            child.stop()
            patience = time.monotonic() + child.grace
            while child.alive() and time.monotonic() < patience and self.asked < 2:
                time.sleep(PAUSE)
            child.kill()
        os.close(self._claim)
        say("Stopped.")

    def _ask(self, *_: object) -> None:
        self.asked += 1

    def first(self, step: Child) -> None:
        """Run a program to its end before the children start. Raises GaveUp if it fails."""
        if self.asked:
            return
        step.start(self.env, self._claim, self.logs)
        while step.alive() and not self.asked:
            time.sleep(PAUSE)
        step.stop()
        if step.process and step.process.wait() and not self.asked:
            raise GaveUp(f"{step.name} failed:\n{step.last_words()}")

    def start(self) -> None:
        """Start each child once the one before it answers. Raises GaveUp if one cannot run."""
        for child in self.children:
            if not self.asked:
                child.start(self.env, self._claim, self.logs)
            self._wait_for(child)

    def _wait_for(self, child: Child) -> None:
        while not self.asked and not child.ready():
            if not child.alive():
                raise GaveUp(f"{child.name} ended before it answered:\n{child.last_words()}")
            if time.monotonic() - child.started > PATIENCE:
                raise GaveUp(f"{child.name} does not answer at {_spoken(child)}")
            time.sleep(PAUSE)

    def watch(self) -> None:
        """Keep the children running until asked to stop. Raises GaveUp if one keeps dying."""
        while not self.asked:
            for child in self.children:
                if not child.alive():
                    self._revive(child)
            time.sleep(0.2)

    def _revive(self, child: Child) -> None:
        """Start a dead child again, a little later each time; what it left behind goes first."""
        now, deaths = time.monotonic(), self._deaths[child.name]
        if deaths.due is None:
            child.kill()
            deaths.count = 1 if now - child.started > STEADY else deaths.count + 1
            if deaths.count > MOST_DEATHS:
                raise GaveUp(f"{child.name} keeps dying:\n{child.last_words()}")
            deaths.due = now + min(2**deaths.count / 2, LONGEST_PAUSE)
            say(f"The {child.name} died; starting it again.")
        elif now >= deaths.due:
            deaths.due = None
            child.start(self.env, self._claim, self.logs)


def _spoken(child: Child) -> str:
    """Return a child's address as people write it."""
    if isinstance(child.address, tuple):
        return "{}:{}".format(*child.address)
    return str(child.address)
