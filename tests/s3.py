"""A store that speaks S3, on this machine: moto's server, with a fresh bucket each time."""

import logging
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from turin.config import S3

NUMBERS = count(1)


@cache
def address() -> str:
    """Start the server, which ends with this process, and return its address."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - 100 MB

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


@cache
def client():
    """Return that which all buckets are asked through: to make one takes a tenth of a second."""
    from turin.storage.bucket import Bucket  # noqa: PLC0415

    return Bucket(S3(address(), "", "key", "secret", "us-east-1"), Path())._client


@contextmanager
def bucket(tmp_path):
    """A bucket of its own, and how it is asked."""
    from turin.storage.bucket import Bucket  # noqa: PLC0415

    told = S3(address(), f"turin-{next(NUMBERS)}", "key", "secret", "us-east-1")
    made = Bucket(told, tmp_path)
    made._client = client()
    made._client.create_bucket(Bucket=told.bucket)
    yield made
