"""A family small enough for a test: a store on a socket, a hand that works, a door that opens.

``python household.py FOLDER PORT`` is the supervisor; each child writes what happens to it into
FOLDER/journal, in the order in which it happens. The hand has work as long as FOLDER/work is there.
"""

import http.server
import os
import signal
import socket
import sys
import time
from pathlib import Path

PATIENCE = 60  # seconds that a child may take to end on a busy machine


def note(folder: Path, line: str) -> None:
    with (folder / "journal").open("a") as journal:
        journal.write(f"{line}\n")


def stop(*_: object) -> None:
    raise SystemExit


def store(folder: Path, _: int) -> None:
    path = folder / "store.sock"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        try:
            note(folder, f"store open {os.getpid()}")
            while True:
                listener.accept()[0].close()
        finally:
            note(folder, "store closed")


def hand(folder: Path, _: int) -> None:
    if os.fork() == 0:  # a child of its own, as a pool has
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        time.sleep(600)
    try:
        note(folder, f"hand at work {os.getpid()}")
        time.sleep(600)
    finally:
        while (folder / "work").exists():
            time.sleep(0.02)
        note(folder, "hand done")
        os.killpg(os.getpid(), signal.SIGKILL)


class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()


def door(folder: Path, port: int) -> None:
    with http.server.HTTPServer(("127.0.0.1", port), Door) as server:
        try:
            note(folder, f"door open {os.getpid()}")
            server.serve_forever()
        finally:
            note(folder, "door closed")


def family(folder: Path, port: int) -> None:
    from turin.supervisor.child import Child, GaveUp  # noqa: PLC0415 - the children need none of it
    from turin.supervisor.family import Family, say  # noqa: PLC0415

    def child(name: str, *where: object, **more: object) -> Child:
        command = [sys.executable, __file__, str(folder), str(port), name]
        return Child(name, command, *where, grace=PATIENCE, **more)

    children = [
        child("store", str(folder / "store.sock")),
        child("hand"),
        child("door", ("127.0.0.1", port), health="/healthz"),
    ]
    try:
        with Family(children, dict(os.environ), folder) as house:
            house.start()
            say("ready")
            house.watch()
    except GaveUp as reason:
        say(f"gave up: {reason}")
        raise SystemExit(1) from None


if __name__ == "__main__":
    parts = {"store": store, "hand": hand, "door": door, "family": family}
    name = sys.argv[3] if len(sys.argv) > 3 else "family"
    if name != "family":
        signal.signal(signal.SIGTERM, stop)
    parts[name](Path(sys.argv[1]), int(sys.argv[2]))
