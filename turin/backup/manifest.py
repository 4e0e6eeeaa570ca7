"""What a backup says of itself, so that it can be checked without the site it was made of."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from turin.people import signing

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``counts`` are rows by table; ``files`` how many stored files; ``seal`` shows the key."""

    made_at: str  # UTC, ISO 8601
    engine: str
    schema: str
    counts: dict[str, int]
    files: int | None  # None: they stayed where they were
    seal: str

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """Return the manifest of the backup in ``folder``.

    Raises OSError if there is none, ValueError or TypeError if it is no manifest of ours.
    """
    told: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return Manifest(**told)


def seal(at: datetime) -> str:
    """Sign the moment with this site's key, without which links and stored secrets are lost."""
    return str(_signer().dumps(at.isoformat()))


def opens(sealed: str) -> bool:
    """Whether this site has the key of the site that was copied."""
    try:
        _signer().loads(sealed)
    except BadSignature:
        return False
    return True


def _signer() -> URLSafeSerializer:
    newest_last = list(reversed(signing.secret_keys()))  # as itsdangerous wants them
    return URLSafeSerializer(newest_last, salt="turin.backup")
