"""No network in tests but loopback: anything else fails at once and says where it wanted to go."""

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = {"localhost", "", None}


class OutsideError(BaseException):
    """A test tried to leave this machine; not even ``except Exception`` hides it."""


def close() -> None:
    """Forbid this process to connect, send or look up anything but this machine's own."""
    sys.addaudithook(_hook)


@contextmanager
def kept_port() -> Iterator[int]:
    """Keep a port for whoever is to listen there; until then a call to it is refused.

    A port that was only looked up may be another's by the time it is wanted. This one is bound, so
    nobody is given it, and a server of ours may listen there all the same: both say SO_REUSEADDR.
    """
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


def _hook(event: str, arguments: tuple) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a local socket
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _here(host.decode() if isinstance(host, bytes) else host):
        raise OutsideError(f"a test wanted to reach {host}")


def _here(host: str | None) -> bool:
    if host in NAMES:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
