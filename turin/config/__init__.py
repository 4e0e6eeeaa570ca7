"""Every setting: read once from the environment, checked, and named when wrong.

Nothing else reads the environment. In the demonstration mode what is missing is filled in from the
instance folder; without it, a start with a missing or weak setting is refused.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from werkzeug.sansio.utils import host_is_trusted

from turin.config import addresses
from turin.config.addresses import S3, Smtp, parts

__all__ = ["EX_CONFIG", "S3", "Settings", "Smtp", "WrongSettings", "read"]

EX_CONFIG = 78  # sysexits.h: configuration error
FEWEST_SECRET_LETTERS = 32
FEWEST_DIFFERENT_LETTERS = 8
KNOWN_SECRETS = re.compile(r"(?i)^(change|secret|default|example|test|password)")
LONGEST_SOCKET_PATH = 107  # octets: the kernel takes no more
HEADER = re.compile("[A-Za-z][A-Za-z0-9-]{0,63}")
DATABASES = ("sqlite:///", "postgresql+psycopg://")


class WrongSettings(Exception):
    """The site cannot start; ``problems`` has one sentence for each setting to mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site."""

    demo: bool
    instance: Path
    secret_key: str
    database_url: str
    redis_url: str
    public_url: str
    hosts: tuple[str, ...]
    smtp: Smtp | None  # None: the demonstration mailbox
    mail_from: str
    reply_to: str
    proxies: int
    former_keys: tuple[str, ...] = ()  # what secret_key has replaced, while it still counts
    accel: str = ""  # the location at which nginx has the stored files, if it sends them
    metrics_token: str = ""  # empty: figures for this machine alone
    country_header: str = ""  # in which a proxy of ours tells the country of the reader's network
    metrics_folder: Path | None = None  # where several processes put theirs together
    s3: S3 | None = None  # a store besides the folder
    storage: str = "folder"  # where new files are kept: "folder" or "s3"
    clamd: str = ""  # HOST:PORT or the path of a socket; empty: what is sent is not scanned

    @property
    def files(self) -> Path:
        """Where stored files lie."""
        return self.instance / "files"

    @property
    def uploads(self) -> Path:
        """Where files lie that are not whole yet."""
        return self.instance / "uploads"

    @property
    def limits_url(self) -> str:
        """The broker's address as Flask-Limiter spells it."""
        return self.redis_url.replace("redis+socket://", "redis+unix://").split("?")[0]


def read(env: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from ``env`` (by default the process's environment).

    Raises WrongSettings with all that is wrong at once.
    """
    env = os.environ if env is None else env
    problems: list[str] = []
    demo = env.get("TURIN_DEMO") == "1"
    instance = Path(env.get("TURIN_INSTANCE") or "instance").resolve()
    _instance(instance, problems)
    values = _demonstration(env, instance) if demo and not problems else dict(env)
    hosts = _hosts(values, problems)
    settings = Settings(
        demo=demo,
        instance=instance,
        secret_key=_secret(values, problems),
        database_url=_database(values, problems),
        redis_url=_redis(values, problems),
        public_url=_public_url(values, hosts, problems),
        hosts=hosts,
        smtp=None if demo else addresses.smtp(values, problems),
        mail_from=_address(values, "TURIN_MAIL_FROM", problems),
        reply_to=_address(values, "TURIN_REPLY_TO", problems),
        proxies=_whole(values, "TURIN_PROXIES", 0, problems),
        former_keys=_former(values, problems),
        accel=_location(values, "TURIN_X_ACCEL", problems),
        country_header=_header(values, "TURIN_COUNTRY_HEADER", problems),
        metrics_token=_token(values, "TURIN_METRICS_TOKEN", problems),
        metrics_folder=_folder(values, "PROMETHEUS_MULTIPROC_DIR", problems),
        s3=(s3 := addresses.s3(values, problems)),
        storage=_storage(values, s3, problems),
        clamd=addresses.clamd(values, problems),
    )
    if problems:
        raise WrongSettings(problems)
    return settings


def _demonstration(env: Mapping[str, str], instance: Path) -> dict[str, str]:
    """Fill in, for the demonstration mode alone, what a real site must be told."""
    port = env.get("PORT") or "8000"
    values = {
        "TURIN_SECRET_KEY": _kept_secret(instance),
        "TURIN_DATABASE_URL": f"sqlite:///{instance / 'turin.db'}",
        "REDIS_URL": f"redis+socket://{instance / 'broker.sock'}?virtual_host=0",
        "TURIN_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TURIN_HOSTS": "127.0.0.1,localhost",
        "TURIN_MAIL_FROM": "courses@turin.example",
        "TURIN_REPLY_TO": "courses@turin.example",
    }
    return values | {name: value for name, value in env.items() if value}


def _header(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    header = values.get(name, "")
    if header and not HEADER.fullmatch(header):
        problems.append(f"{name}: give the name of a header, for example CF-IPCountry, or nothing")
    elif header and values.get("TURIN_PROXIES", "0") == "0":
        problems.append(f"{name}: anybody could send it; set TURIN_PROXIES to our proxies, or none")
    return header


def _instance(folder: Path, problems: list[str]) -> None:
    """Make the folder of what the site keeps, or say that it cannot be had."""
    with suppress(OSError):  # the next line says the same of a folder that is closed to us
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        problems.append(f"TURIN_INSTANCE: give a folder that we may write to; {folder} is not one")


def _kept_secret(instance: Path) -> str:
    """Return the instance's secret key, made on the first start and readable by us alone."""
    path = instance / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text(encoding="ascii")


def _secret(values: Mapping[str, str], problems: list[str]) -> str:
    secret = values.get("TURIN_SECRET_KEY", "")
    if _is_weak(secret):
        problems.append(
            "TURIN_SECRET_KEY: give at least 32 random letters, for example the output of"
            ' python3 -c "import secrets; print(secrets.token_hex(32))"'
        )
    return secret


def _former(values: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    told = values.get("TURIN_SECRET_KEY_FALLBACKS", "").split(",")
    former = tuple(key for part in told if (key := part.strip()))
    if any(map(_is_weak, former)):
        problems.append(
            "TURIN_SECRET_KEY_FALLBACKS: give what TURIN_SECRET_KEY was before, with commas"
            " between, or nothing"
        )
    return former


def _is_weak(secret: str) -> bool:
    return (
        len(secret) < FEWEST_SECRET_LETTERS
        or len(set(secret)) < FEWEST_DIFFERENT_LETTERS
        or KNOWN_SECRETS.match(secret) is not None
    )


def _database(values: Mapping[str, str], problems: list[str]) -> str:
    url = values.get("TURIN_DATABASE_URL", "")
    if not url.startswith(DATABASES):
        problems.append(
            "TURIN_DATABASE_URL: give postgresql+psycopg://NAME@HOST/DATABASE"
            " or sqlite:////FOLDER/turin.db"
        )
    return url


def _redis(values: Mapping[str, str], problems: list[str]) -> str:
    url = values.get("REDIS_URL", "")
    address = parts(url)
    if address.scheme not in {"redis", "rediss", "redis+socket"}:
        problems.append(
            "REDIS_URL: give redis://HOST:6379/0 or redis+socket:///PATH?virtual_host=0"
        )
    elif address.scheme == "redis+socket" and len(os.fsencode(address.path)) > LONGEST_SOCKET_PATH:
        problems.append(
            f"REDIS_URL: the path of a socket has at most {LONGEST_SOCKET_PATH} letters;"
            " choose a shorter TURIN_INSTANCE"
        )
    return url


def _public_url(values: Mapping[str, str], hosts: tuple[str, ...], problems: list[str]) -> str:
    url = values.get("TURIN_PUBLIC_URL", "").rstrip("/")
    address = parts(url)
    secure = address.scheme == "https" or values.get("TURIN_DEMO") == "1"
    if not secure or not address.hostname or address.path or address.query:
        problems.append(
            "TURIN_PUBLIC_URL: give the address that people type, like https://courses.example.org"
        )
    elif hosts and not host_is_trusted(address.netloc, hosts):
        problems.append(f"TURIN_HOSTS: add {address.hostname}, the host of TURIN_PUBLIC_URL")
    return url


def _hosts(values: Mapping[str, str], problems: list[str]) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in values.get("TURIN_HOSTS", "").split(",") if host.strip())
    if not hosts or "*" in hosts:
        problems.append("TURIN_HOSTS: name the hosts we answer for, like courses.example.org")
        return ()
    return hosts


def _address(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    address = values.get(name, "")
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        problems.append(f"{name}: give one mail address, like courses@example.org")
    return address


def _location(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    location = values.get(name, "").rstrip("/")
    if location and not re.fullmatch(r"(/[\w-]+)+", location):
        problems.append(f"{name}: give nginx's internal location of the stored files, like /stored")
    return location


def _storage(values: Mapping[str, str], s3: S3 | None, problems: list[str]) -> str:
    storage = values.get("TURIN_STORAGE") or ("s3" if s3 else "folder")
    if storage not in {"folder", "s3"} or (storage == "s3" and not s3):
        problems.append("TURIN_STORAGE: give folder, or s3 together with TURIN_S3_URL")
    return storage


def _token(values: Mapping[str, str], name: str, problems: list[str]) -> str:
    token = values.get(name, "")
    if token and len(token) < FEWEST_SECRET_LETTERS:
        problems.append(f"{name}: give at least {FEWEST_SECRET_LETTERS} random letters, or nothing")
    return token


def _folder(values: Mapping[str, str], name: str, problems: list[str]) -> Path | None:
    folder = values.get(name, "")
    if not folder:
        return None
    if not os.access(folder, os.W_OK | os.X_OK):
        problems.append(f"{name}: give a folder that we may write to; {folder} is not one")
    return Path(folder)


def _whole(values: Mapping[str, str], name: str, default: int, problems: list[str]) -> int:
    value = values.get(name, "") or str(default)
    if not value.isdecimal():
        problems.append(f"{name}: give a whole number, like {default}")
        return default
    return int(value)
