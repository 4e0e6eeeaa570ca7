"""Downloads: broken and thin lines, many slow readers, and how near we come to nginx.

``python -m tests.benchmarks.downloads`` asks for them alone. nginx has to be installed; that is
seen to by `make bench`.
"""

import http.client
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles

from tests.benchmarks.site import PORTS, Site, site
from tests.benchmarks.table import HEAD, Row, told
from tests.chaos.line import BLOCK, Line, fetched
from tests.factories import materials
from turin import storage
from turin.db import transaction

SIZE = 50_000_000
TIMES = 20  # that a line breaks
THIN = 4_000  # octets a second: 32 kbit/s
OVER_THIN = 80_000  # octets: the whole file would take three and a half hours
READERS, RATE = 64, 200_000
SECONDS = 6  # in which one page after the other is asked for
ROUNDS = 9
PORT = 8032  # of nginx
NGINX = """daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
user {user}; events {{}}
http {{ access_log off; sendfile on; tcp_nopush on; client_body_temp_path {folder}/nginx-body;
  server {{ listen 127.0.0.1:{port}; location / {{ root {files}; }} }} }}
"""


def measured(site: Site) -> Iterator[Row]:
    """Measure the site, whose web server runs."""
    address, content = _stored(site, SIZE)
    yield _broken("50 MB over a line that breaks at 20 octets", address, content, 0)
    thin, few = _stored(site, OVER_THIN)
    yield _broken("80 kB at 32 kbit/s, with 20 breaks", thin, few, THIN)
    for name, page in (("kept", "/en/courses"), ("made anew", "/en/courses?n={n}")):
        yield _beside_readers(name, page, address)
    yield _against_nginx(site, address, sha256(content).hexdigest())


def _stored(site: Site, size: int) -> tuple[str, bytes]:
    content = random.Random(size).randbytes(size)
    with site.app.app_context(), transaction():
        file = materials.held(materials.work(f"bench-{size}"), "en", content)
        return f"/dl/{file.sha256[:12]}/{file.name}", content


def _broken(what: str, address: str, content: bytes, rate: float) -> Row:
    with Line(PORTS["site"], rate) as line:
        breaks = random.sample(range(1, len(content)), TIMES)
        same = fetched(line, address, len(content), breaks) == content
    twice = line.carried - len(content)
    figure = f"{'whole' if same else 'NOT WHOLE'}, {twice} octets twice"
    return Row(what, f"whole, at most {BLOCK} octets twice", figure, same and twice <= BLOCK)


def _beside_readers(name: str, page: str, address: str) -> Row:
    """Compare how long the catalogue takes alone and beside many who read slowly."""
    _waited(page)  # both workers have seen it
    alone = _waited(page)
    words = [PORTS["site"], READERS, RATE, address]
    client = [sys.executable, "-m", "tests.benchmarks.readers", *map(str, words)]
    with subprocess.Popen(client, stdout=subprocess.PIPE, text=True) as readers:
        for _ in range(2):  # the first second is full of what the system took in
            readers.stdout.readline()
        beside = _waited(page)
        rates = [int(readers.stdout.readline()) for _ in range(SECONDS)]
        readers.terminate()
    each = median(rates) / READERS / 1000
    times = beside / alone
    return Row(
        f"catalogue, {name}, beside {READERS} readers at {RATE // 1000} kB/s: its p95",
        "at most 2 times its idle value",
        f"{times:.2f} times {alone * 1000:.1f} ms, at {each:.0f} kB/s each",
        times <= 2,
    )


def _waited(page: str) -> float:
    """Return the seconds within which 95 of 100 pages came."""
    took = []
    end = time.monotonic() + SECONDS
    with closing(http.client.HTTPConnection("127.0.0.1", PORTS["site"], timeout=60)) as line:
        while time.monotonic() < end:
            begun = time.perf_counter()
            line.request("GET", page.format(n=time.monotonic_ns()))
            answer = line.getresponse()
            answer.read()
            took.append(time.perf_counter() - begun)
            if answer.status != 200:
                raise SystemExit(f"asking for {page}: {answer.status}")
    return quantiles(took, n=20)[-1]


def _against_nginx(site: Site, address: str, digest: str) -> Row:
    with site.app.app_context():
        file = storage.path(digest)
    with _nginx(site.folder, file.parent):
        pairs = [
            (_rate(PORTS["site"], address), _rate(PORT, f"/{file.name}")) for _ in range(ROUNDS)
        ]
    ours, theirs = (median(rates) for rates in zip(*pairs, strict=True))
    figure = f"{ours / theirs:.0%} ({ours / 1e6:.0f} of {theirs / 1e6:.0f} MB a second)"
    what = "50 MB to one reader, beside nginx's sendfile"
    return Row(what, "at least 70% of its octets a second", figure, ours / theirs >= 0.7)


@contextmanager
def _nginx(folder: Path, files: Path) -> Iterator[None]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise SystemExit("nginx is not installed: apt-get install nginx-light")
    settings = NGINX.format(folder=folder, files=files, port=PORT, user=getuser())
    (folder / "nginx.conf").write_text(settings)
    server = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        _until(lambda: socket.create_connection(("127.0.0.1", PORT)).close())
        yield
    finally:
        server.terminate()
        server.wait()


def _until(holds: Callable[[], object]) -> None:
    for _ in range(100):
        try:
            holds()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("nginx does not start")


def _rate(port: int, path: str) -> float:
    """Return how many octets a second of the file come to a reader who takes all there is."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        begun = time.perf_counter()
        line.sendall(asked.encode())
        room, came = bytearray(1 << 20), 0
        while octets := line.recv_into(room):
            came += octets
        spent = time.perf_counter() - begun
    if came < SIZE:
        raise SystemExit(f"asking for {path}: {came} octets came")
    return came / spent


if __name__ == "__main__":
    with site() as served:
        web = served.serve("site")
        try:
            print(HEAD, *map(told, measured(served)), sep="\n")
        finally:
            web.kill()
