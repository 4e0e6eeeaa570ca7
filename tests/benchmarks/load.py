"""Asks a server on this machine for one page, over and over, for a while; a process of its own.

    python -m tests.benchmarks.load PORT CONNECTIONS SECONDS PATH [COOKIE]

It prints how many answers a second came. Each connection is kept alive and waits for its answer
before it asks again. It is one thread without a library, so that it takes little from the server
that it measures. ``{n}`` in the path becomes a number that no other request has.
"""

import selectors
import socket
import sys
import time
from collections.abc import Iterator
from itertools import count

FEWEST = 4  # answers to each connection
LONGEST = 20  # seconds
PATIENCE = 30  # seconds without any answer


class Connection:
    """One browser: what it has sent, and what it has received so far."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._requests = requests
        self._received = b""

    def ask(self) -> None:
        self._received = b""
        self.socket.sendall(next(self._requests))

    def is_answered(self) -> bool:
        """Take in what has come, and return whether it is a whole answer."""
        octets = self.socket.recv(65536)
        if not octets:
            raise SystemExit(f"the server hung up after {self._received!r}")
        self._received += octets
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end:
            return False
        if not head.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(f"no page: {head.decode()}")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        return len(body) >= int(length)


def requests(path: str, cookie: str) -> Iterator[bytes]:
    """Make requests as a browser sends them."""
    lines = ["Host: 127.0.0.1", "Accept-Encoding: br, gzip", "Accept-Language: en"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    rest = "".join(f"{line}\r\n" for line in lines)
    start = time.time_ns()
    for number in count(start):
        yield f"GET {path.format(n=number)} HTTP/1.1\r\n{rest}\r\n".encode()


def rate(port: int, connections: int, seconds: float, path: str, cookie: str = "") -> float:
    """Return how many answers a second came to so many connections.

    It takes ``seconds``, or longer until each connection has had a few answers: those that are
    under way when it ends do not count.
    """
    asking = requests(path, cookie)
    answers, begun = 0, time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        for _ in range(connections):
            one = Connection(port, asking)
            waiting.register(one.socket, selectors.EVENT_READ, one)
            one.ask()
        while (spent := time.perf_counter() - begun) < seconds or (
            answers < FEWEST * connections and spent < LONGEST
        ):
            ready = waiting.select(PATIENCE)
            if not ready:
                raise SystemExit("the server has fallen silent")
            for key, _event in ready:
                if key.data.is_answered():
                    answers += 1
                    key.data.ask()
        for key in list(waiting.get_map().values()):
            key.data.socket.close()
    return answers / spent


if __name__ == "__main__":
    port, connections, seconds, path, *cookie = sys.argv[1:]
    print(rate(int(port), int(connections), float(seconds), path, *cookie))
