"""A stretch of an open file, as the body of an answer."""

import os
from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 64 * 1024


class Stretch:
    """``count`` octets of ``file`` from where it stands, which has to be a file of the system's.

    Any server can go through it block by block; ours has it sent by the system, without a thread
    that waits for the reader (see `turin.serving.worker`).
    """

    def __init__(self, file: BinaryIO, count: int) -> None:
        self._file, self._start = file, file.tell()
        self.count = count

    def __iter__(self) -> Iterator[bytes]:
        while self.count:
            block = os.pread(self._file.fileno(), min(BLOCK, self.count), self._start)
            if not block:
                raise EOFError("a stored file is shorter than it was")
            self._start += len(block)
            self.count -= len(block)
            yield block

    def send_to(self, socket: int, most: int) -> None:
        """Have the system send what the socket takes now. Raises OSError, EOFError as above."""
        sent = os.sendfile(socket, self._file.fileno(), self._start, min(most, self.count))
        if not sent:
            raise EOFError("a stored file is shorter than it was")
        self._start += sent
        self.count -= sent

    def close(self) -> None:
        """Close the file."""
        self._file.close()
