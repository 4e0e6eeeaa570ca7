"""Readers of one file at once, each at so many octets a second; a process of its own.

    python -m tests.benchmarks.readers PORT READERS RATE PATH

They read the file over and over until this process is ended. Once all have begun it says every
second how many octets came in it, to all of them together.
"""

import selectors
import socket
import sys
import time

TURN = 0.05  # seconds from one helping to the next
BUFFER = 32 * 1024  # what the system takes in for a reader before she takes it


class Reader:
    """One of them; what she may read now is her ``due``."""

    def __init__(self, port: int, path: str) -> None:
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self.line.connect(("127.0.0.1", port))
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        self.line.sendall(asked.encode())
        self.due = 0

    def read(self) -> int:
        """Take what is due; return how much came, -1 once there is no more."""
        if not self.due:
            return 0
        octets = self.line.recv(self.due)
        self.due -= len(octets)
        return len(octets) or -1


def main(port: int, readers: int, rate: int, path: str) -> None:
    helping = int(rate * TURN)
    waiting = selectors.DefaultSelector()

    def begin() -> None:
        reader = Reader(port, path)
        waiting.register(reader.line, selectors.EVENT_READ, reader)

    for _ in range(readers):
        begin()
    came, turn = 0, time.monotonic()
    said = turn
    while True:
        for key in waiting.get_map().values():
            key.data.due = min(key.data.due + helping, 2 * helping)
        for key, _event in waiting.select(0):
            octets = key.data.read()
            came += max(octets, 0)
            if octets < 0:
                waiting.unregister(key.fileobj)
                key.data.line.close()
                begin()
        if turn - said >= 1:
            print(came, flush=True)
            came, said = 0, turn
        turn += TURN
        time.sleep(max(0.0, turn - time.monotonic()))


if __name__ == "__main__":
    port, readers, rate, path = sys.argv[1:]
    main(int(port), int(readers), int(rate), path)
