"""gunicorn's worker of threads, but what is long is sent without one.

A thread makes the answer and sends its head. The rest of a stored file is then sent by the loop
that waits for requests anyway, piece by piece as each reader takes it: who reads slowly holds up an
open file and nothing else.
"""

import selectors
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker
from typing_extensions import override

from turin.storage.stretch import Stretch

LONG = 64 * 1024  # octets; what is shorter, a thread has sent before anything else could
AT_ONCE = 512 * 1024  # octets given to the system for one reader before the next has her turn
# What the system keeps of an answer without having sent it. It would take megabytes, and a reader
# on a thin line would seem to have stopped until a third of them were gone.
UNSENT = 256 * 1024
TCP_NOTSENT_LOWAT = 25  # linux/tcp.h
SILENT = 300  # seconds after which a reader who takes nothing is gone
LINGER = 30  # seconds that she has to hang up once all is sent

App = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(eq=False)
class Sending:
    """What is left to send on a connection, and what its thread said of it."""

    connection: TConn
    said: "Future[Any]"
    rest: Stretch
    patience: float = SILENT
    since: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.since > self.patience


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Sends long files from its loop."""

    wsgi: App

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._taken: dict[socket.socket, Stretch] = {}  # by the threads that make answers
        self._sending: set[Sending] = set()
        self._looked = time.monotonic()

    @override
    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = self._taking(self.wsgi)

    def _taking(self, app: App) -> App:
        """Return ``app`` with the bodies taken out of its answers that the loop is to send."""

        def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            body = app(environ, start_response)
            line = environ["gunicorn.socket"]
            if isinstance(body, Stretch) and body.count > LONG and type(line) is socket.socket:
                self._taken[line] = body
                return []
            return body

        return answer

    @override
    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request, and note on its connection what is left to send."""
        conn.rest = None
        try:
            keeps = super().handle_request(req, conn)
        except BaseException:
            if rest := self._taken.pop(conn.sock, None):
                rest.close()
            raise
        conn.rest = self._taken.pop(conn.sock, None)
        return keeps

    @override
    def finish_request(self, conn: TConn, fs: "Future[Any]") -> None:
        """Send what is left before anything else becomes of the connection."""
        rest = getattr(conn, "rest", None)
        if rest is None:
            super().finish_request(conn, fs)
            return
        conn.rest = None
        sending = Sending(conn, fs, rest)
        conn.sock.setblocking(False)
        if conn.sock.family in {socket.AF_INET, socket.AF_INET6}:
            conn.sock.setsockopt(socket.IPPROTO_TCP, TCP_NOTSENT_LOWAT, UNSENT)
        self._sending.add(sending)
        self.poller.register(conn.sock, selectors.EVENT_WRITE, partial(self._send, sending))

    def _send(self, sending: Sending, line: socket.socket) -> None:
        try:
            sending.rest.send_to(line.fileno(), AT_ONCE)
        except BlockingIOError:
            return
        except (OSError, EOFError) as broken:
            self.log.debug("A download broke off: %s", broken)
            self._drop(sending)
            return
        sending.since = time.monotonic()
        if not sending.rest.count:
            self._end(sending, line)

    def _end(self, sending: Sending, line: socket.socket) -> None:
        """Keep the connection if its thread wanted that, or else wait until the reader hangs up.

        She may take long for what the system has still to send. Closing before would be waited for
        by gunicorn, and with it by everybody.
        """
        self.poller.unregister(line)
        sending.rest.close()
        if sending.said.result():
            self._sending.remove(sending)
            super().finish_request(sending.connection, sending.said)
            return
        sending.patience = LINGER
        try:
            line.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(sending)
            return
        self.poller.register(line, selectors.EVENT_READ, partial(self._hung_up, sending))

    def _hung_up(self, sending: Sending, _line: socket.socket) -> None:
        self._drop(sending)

    def _drop(self, sending: Sending) -> None:
        self.poller.unregister(sending.connection.sock)
        self._close(sending)

    def _close(self, sending: Sending) -> None:
        self._sending.remove(sending)
        sending.rest.close()
        self.nr_conns -= 1
        sending.connection.close()

    @override
    def murder_keepalived(self, force: bool = False) -> None:
        """Close what has been silent for too long."""
        super().murder_keepalived(force)
        now = time.monotonic()
        if not force and now - self._looked < 1:
            return
        self._looked = now
        for sending in [one for one in self._sending if force or one.is_over]:
            self._drop(sending)
