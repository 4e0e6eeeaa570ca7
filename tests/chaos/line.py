"""A line between a reader and a server: carries so many octets a second, breaks when told."""

import http.client
import socket
import threading
import time
from contextlib import suppress

BLOCK = 1024
PATIENCE = 60


class Line:
    """Listens at ``port`` and carries what comes to the server.

    ``carried`` counts the octets of bodies that a reader was given. The next connection breaks once
    it has carried ``breaks_after`` of them. ``rate`` is in octets a second, for all together.
    """

    def __init__(self, server: int, rate: float = 0) -> None:
        self.carried = 0
        self.breaks_after: int | None = None
        self._server, self._rate = server, rate
        self._free_at = 0.0

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                reader, _ = self._listener.accept()
                self._carry(reader)

    def _carry(self, reader: socket.socket) -> None:
        """Carry one request there and its answer back; one at a time is all that a test needs."""
        with reader, socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2 * BLOCK)
            server.connect(("127.0.0.1", self._server))
            server.sendall(_head(reader))
            with suppress(ConnectionError):
                reader.sendall(_head(server))
                left = self.breaks_after
                while block := server.recv(BLOCK if left is None else min(BLOCK, left)):
                    self._wait(len(block))
                    reader.sendall(block)
                    self.carried += len(block)
                    left = None if left is None else left - len(block)
                    if left == 0:
                        return

    def _wait(self, octets: int) -> None:
        """Take the time that so many octets need."""
        if self._rate:
            now = time.monotonic()
            self._free_at = max(self._free_at, now) + octets / self._rate
            time.sleep(self._free_at - now)


def _head(line: socket.socket) -> bytes:
    """Read the head of a request or an answer, and nothing behind it."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        octet = line.recv(1)
        if not octet:
            raise ConnectionError("the line broke within a head")
        head += octet
    return head


def fetched(line: Line, path: str, size: int, breaks: list[int]) -> bytes:
    """Fetch a file over a line that breaks at each of these octets, going on where it broke."""
    got, tag = bytearray(), ""
    for end in [*sorted(breaks), size]:
        line.breaks_after = end - len(got)
        headers = {"Range": f"bytes={len(got)}-", "If-Range": tag} if got else {}
        connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=PATIENCE)
        connection.request("GET", path, headers=headers | {"Connection": "close"})
        answer = connection.getresponse()
        if answer.status != (206 if got else 200):
            raise RuntimeError(f"asked for the rest after {len(got)}: {answer.status}")
        tag = answer.headers["ETag"]
        while block := answer.read1(BLOCK):
            got += block
        connection.close()
    return bytes(got)
