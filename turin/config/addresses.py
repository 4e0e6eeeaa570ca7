"""Addresses of what a site uses elsewhere: the relay of its mail, the store of its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

WEB = {"http", "https"}


@dataclass(frozen=True, slots=True)
class Smtp:
    """How mail leaves: the relay, and the account that we have there, if any."""

    host: str
    port: int
    tls: str  # "starttls", "tls" or "none"
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class S3:
    """A bucket of a store that speaks S3, and the account that we have there."""

    endpoint: str
    bucket: str
    key: str
    secret: str = field(repr=False)
    region: str
    public: str = ""  # where browsers reach the same store, if downloads are to come from there


def smtp(values: Mapping[str, str], problems: list[str]) -> Smtp:
    """Read TURIN_SMTP_URL."""
    url = parts(values.get("TURIN_SMTP_URL", ""))
    tls = {"smtp": "starttls", "smtps": "tls", "smtp+plain": "none"}.get(url.scheme, "")
    if not tls or not url.hostname:
        problems.append(
            "TURIN_SMTP_URL: give smtp://NAME:PASSWORD@HOST:587 (STARTTLS), smtps://HOST:465 (TLS)"
            " or smtp+plain://localhost:25"
        )
    port = url.port or {"tls": 465, "none": 25}.get(tls, 587)
    return Smtp(
        url.hostname or "", port, tls, unquote(url.username or ""), unquote(url.password or "")
    )


def s3(values: Mapping[str, str], problems: list[str]) -> S3 | None:
    """Read TURIN_S3_URL and TURIN_S3_PUBLIC_URL; None if the site has no such store."""
    public = values.get("TURIN_S3_PUBLIC_URL", "").rstrip("/")
    if public and not _is_origin(public):
        problems.append(
            "TURIN_S3_PUBLIC_URL: give where browsers reach the store, like https://s3.example.org,"
            " or nothing"
        )
    told = values.get("TURIN_S3_URL", "")
    if not told:
        return None
    url = parts(told)
    account, _, host = url.netloc.rpartition("@")
    key, _, secret = account.partition(":")
    bucket = url.path.strip("/")
    if url.scheme not in WEB or not (host and key and secret and bucket) or "/" in bucket:
        problems.append(
            "TURIN_S3_URL: give https://KEY:SECRET@HOST/BUCKET?region=REGION, with %2F for each"
            " slash in the secret"
        )
    region = parse_qs(url.query).get("region", ["us-east-1"])[0]  # what most others answer to
    return S3(f"{url.scheme}://{host}", bucket, unquote(key), unquote(secret), region, public)


def _is_origin(address: str) -> bool:
    url = parts(address)
    return url.scheme in WEB and bool(url.hostname) and not (url.path or url.query)


def parts(url: str) -> SplitResult:
    """Return the parts of an address; one that is no address has none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one that is no number
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def clamd(values: Mapping[str, str], problems: list[str]) -> str:
    """Return where clamd listens, if what is sent is to be scanned."""
    told = values.get("TURIN_CLAMD", "")
    if told and not re.fullmatch(r"/.+|[\w.-]+:[0-9]{1,5}", told):
        problems.append("TURIN_CLAMD: give HOST:3310 or the path of a socket, or nothing")
    return told
