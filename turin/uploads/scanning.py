"""Asking clamd, if there is one, whether it knows a file as harmful.

Source: clamd(8), commands PING, and INSTREAM: parts, each with its length before it, and one
without any.
"""

import logging
import re
import socket
import struct
from pathlib import Path

from flask import current_app

from turin.config import Settings
from turin.uploads.refusals import Infected, ScannerAway

log = logging.getLogger(__name__)
SECONDS = 60  # that it may be silent
PART = 1 << 16
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (.+) FOUND")


def scan(path: Path) -> None:
    """Raise Infected if the scanner knows the file, ScannerAway if it does not answer.

    Without a scanner in the settings nothing is scanned.
    """
    settings: Settings = current_app.extensions["settings"]
    if not settings.clamd:
        return
    try:
        answer = _answer(settings.clamd, path)
    except OSError as away:
        log.warning("clamd cannot be asked: %s", away)
        raise ScannerAway from away
    if found := FOUND.search(answer):
        log.warning("an upload was refused as %s", found[1])
        raise Infected
    if not answer.endswith("OK"):
        log.error("clamd did not scan an upload: %s", answer or "no answer")
        raise ScannerAway


def answers() -> bool:
    """Whether the scanner is there, or there is none in the settings."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.clamd:
        return True
    try:
        with _connected(settings.clamd) as to:
            to.sendall(b"zPING\0")
            return _heard(to) == "PONG"
    except OSError as away:
        log.warning("clamd cannot be asked: %s", away)
        return False


def _answer(clamd: str, path: Path) -> str:
    with _connected(clamd) as to, path.open("rb") as file:
        to.sendall(b"zINSTREAM\0")
        while part := file.read(PART):
            to.sendall(struct.pack("!L", len(part)) + part)
        to.sendall(struct.pack("!L", 0))
        return _heard(to)


def _heard(to: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and (more := to.recv(LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0\n ").decode("utf-8", "replace")


def _connected(clamd: str) -> socket.socket:
    if not clamd.startswith("/"):
        host, _colon, port = clamd.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    to = socket.socket(socket.AF_UNIX)
    to.settimeout(SECONDS)
    try:
        to.connect(clamd)
    except OSError:
        to.close()
        raise
    return to
