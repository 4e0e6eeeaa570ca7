"""A bucket of a store that speaks S3, with files under the same names as in the folder.

Imported by none but a site that has one: what it stands on takes 30 MB.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from turin import clock
from turin.config import S3
from turin.storage.folder import HASH
from turin.storage.stores import DESK, FRESH, Gone, Kept

AT_ONCE = 8  # files of one `put`
MISSING = {"404", "NoSuchKey"}
HABITS = Config(
    signature_version="s3v4",
    connect_timeout=5,
    read_timeout=60,
    max_pool_connections=2 * AT_ONCE,
    retries={"mode": "standard", "total_max_attempts": 3},
    # The hash of a body is part of its signature: the store refuses what came otherwise. Other
    # checksums are not known to all stores.
    s3={"addressing_style": "path", "payload_signing_enabled": True},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket:
    """Files of another machine, which is asked over HTTP; what is read passes through ``desk``."""

    name = "s3"

    def __init__(self, told: S3, desk: Path) -> None:
        self._told, self._desk = told, desk

    @property
    def place(self) -> str:
        """The bucket's address."""
        return f"{self._told.endpoint}/{self._told.bucket}"

    def put(self, new: Mapping[str, bytes | Path]) -> None:
        """Keep each, several at once; a store has an object whole or not at all."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(self._put, new.keys(), new.values()))

    def _put(self, sha256: str, content: bytes | Path) -> None:
        found = self.kept(sha256)
        if found and clock.now() - found.at < FRESH:
            return
        if isinstance(content, bytes):
            self._client.put_object(**self._named(sha256), Body=content)
            return
        with content.open("rb") as body:
            self._client.put_object(**self._named(sha256), Body=body)

    def kept(self, sha256: str) -> Kept | None:
        """Return size and time of an object, or None."""
        try:
            told = self._client.head_object(**self._named(sha256))
        except ClientError as error:
            _raise_unless_missing(error)
            return None
        return Kept(sha256, told["ContentLength"], told["LastModified"])

    def open(self, sha256: str, start: int = 0, stop: int | None = None) -> BinaryIO:
        """Bring what was asked for here, and open that: a slow reader must not hold a line open."""
        file = tempfile.TemporaryFile(dir=self._desk)  # noqa: SIM115 - the caller closes it
        try:
            self._bring(sha256, file, start, stop)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    @contextmanager
    def on_disk(self, sha256: str) -> Iterator[Path]:
        """Give a copy, which may be moved away."""
        number, name = tempfile.mkstemp(dir=self._desk, prefix=DESK)
        path = Path(name)
        try:
            with open(number, "wb") as file:  # noqa: PTH123 - it is open already
                self._bring(sha256, file)
            yield path
        finally:
            path.unlink(missing_ok=True)  # or else it has become a file of another store

    def _bring(self, sha256: str, to: Any, start: int = 0, stop: int | None = None) -> None:
        if stop is not None and stop <= start:
            return
        part = {} if (start, stop) == (0, None) else {"Range": _range(start, stop)}
        try:
            told = self._client.get_object(**self._named(sha256), **part)
        except ClientError as error:
            _raise_unless_missing(error)
            raise Gone(sha256) from None
        with told["Body"] as body:
            shutil.copyfileobj(body, to)

    def all(self) -> Iterator[Kept]:
        """Go through all that is named as our files are."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._told.bucket)
        for page in pages:
            for one in page.get("Contents", ()):
                folder, _, name = one["Key"].partition("/")
                if HASH.fullmatch(name) and folder == name[:2]:
                    yield Kept(name, one["Size"], one["LastModified"])

    def remove(self, sha256: str, *, before: datetime) -> bool:
        """Remove an object. Stores know no "unless it came again": a round trip lies between."""
        found = self.kept(sha256)
        if found is None or found.at >= before:
            return False
        self._client.delete_object(**self._named(sha256))
        return True

    def tidy(self, *, before: datetime) -> None:
        """Do nothing: an object that was not sent whole is none."""

    def address(self, sha256: str, seconds: int, headers: Mapping[str, str]) -> str | None:
        """Return a signed address, if browsers may be sent there."""
        if not self._told.public:
            return None
        said = {f"Response{name.replace('-', '')}": value for name, value in headers.items()}
        return str(
            self._for_browsers.generate_presigned_url(
                "get_object", Params=self._named(sha256) | said, ExpiresIn=seconds
            )
        )

    def _named(self, sha256: str) -> dict[str, str]:
        return {"Bucket": self._told.bucket, "Key": f"{sha256[:2]}/{sha256}"}

    # Made at first use, so that each process has its own lines, and none is shared by forking.
    @cached_property
    def _client(self) -> Any:
        return self._made(endpoint_url=self._told.endpoint)

    @cached_property
    def _for_browsers(self) -> Any:
        return self._made(endpoint_url=self._told.public)

    @property
    def _made(self) -> Any:
        return partial(
            boto3.session.Session().client,
            "s3",
            aws_access_key_id=self._told.key,
            aws_secret_access_key=self._told.secret,
            region_name=self._told.region,
            config=HABITS,
        )


def _range(start: int, stop: int | None) -> str:
    return f"bytes={start}-" if stop is None else f"bytes={start}-{stop - 1}"


def _raise_unless_missing(error: ClientError) -> None:
    if error.response["Error"]["Code"] not in MISSING:
        raise error
