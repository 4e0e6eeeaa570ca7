"""Settings: what is missing or weak stops the start, with one clear line each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from turin import config

HOME = Path(__file__).parents[2]
RIGHT = {
    "TURIN_SECRET_KEY": "q8Zr1vXw0bTn5LdK7yHc3mJf9sPgAe2u",
    "TURIN_DATABASE_URL": "postgresql+psycopg://turin@db.example.org/turin",
    "REDIS_URL": "redis://broker.example.org:6379/0",
    "TURIN_PUBLIC_URL": "https://courses.example.org",
    "TURIN_HOSTS": "courses.example.org",
    "TURIN_SMTP_URL": "smtp://turin:p%40ss@mail.example.org:587",
    "TURIN_MAIL_FROM": "courses@example.org",
    "TURIN_REPLY_TO": "desk@example.org",
}


@pytest.fixture
def right(tmp_path):
    return RIGHT | {"TURIN_INSTANCE": str(tmp_path)}


def test_right_settings_are_read(right, tmp_path):
    read = config.read(right)
    assert not read.demo
    assert read.files == tmp_path / "files"
    assert read.hosts == ("courses.example.org",)
    assert read.smtp == config.Smtp("mail.example.org", 587, "starttls", "turin", "p@ss")


@pytest.mark.parametrize("missing", sorted(RIGHT))
def test_what_is_missing_is_named(right, missing):
    with pytest.raises(config.WrongSettings) as wrong:
        config.read({name: value for name, value in right.items() if name != missing})
    assert [problem.partition(":")[0] for problem in wrong.value.problems] == [missing]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TURIN_SECRET_KEY", "short"),
        ("TURIN_SECRET_KEY", "a" * 40),
        ("TURIN_SECRET_KEY", "abcabcabcabcabcabcabcabcabcabcabcabc"),
        ("TURIN_SECRET_KEY", "change-me-change-me-change-me-change-me"),
        ("TURIN_DATABASE_URL", "mysql://turin@localhost/turin"),
        ("REDIS_URL", "http://broker.example.org"),
        ("REDIS_URL", "redis+socket:///" + "far/" * 40 + "broker.sock?virtual_host=0"),
        ("TURIN_PUBLIC_URL", "http://courses.example.org"),
        ("TURIN_PUBLIC_URL", "https://courses.example.org/turin"),
        ("TURIN_PUBLIC_URL", "https://[broken"),
        ("TURIN_PUBLIC_URL", "https://courses.example.org:port"),
        ("TURIN_SECRET_KEY_FALLBACKS", f"{'0123456789abcdef' * 2},hunter2"),
        ("TURIN_HOSTS", "*"),
        ("TURIN_HOSTS", "elsewhere.example.org"),
        ("TURIN_SMTP_URL", "mail.example.org"),
        ("TURIN_SMTP_URL", "smtp://mail.example.org:many"),
        ("TURIN_MAIL_FROM", "The Centre <courses@example.org>"),
        ("TURIN_REPLY_TO", "desk@example.org, other@example.org"),
        ("TURIN_PROXIES", "-1"),
        ("TURIN_COUNTRY_HEADER", "CF IP Country"),
        ("TURIN_COUNTRY_HEADER", "CF-IPCountry"),  # and no proxy of ours that could tell it
        ("TURIN_S3_URL", "https://s3.example.org/turin"),
        ("TURIN_S3_URL", "https://key:secret@s3.example.org"),
        ("TURIN_S3_URL", "https://key:sec/ret@s3.example.org/turin"),
        ("TURIN_S3_URL", "s3://key:secret@s3.example.org/turin"),
        ("TURIN_S3_PUBLIC_URL", "s3.example.org"),
        ("TURIN_S3_PUBLIC_URL", "https://s3.example.org/turin"),
        ("TURIN_STORAGE", "s3"),
        ("TURIN_STORAGE", "tape"),
        ("TURIN_CLAMD", "clamd.example.org"),
        ("TURIN_INSTANCE", "/proc/turin"),
    ],
)
def test_what_is_wrong_is_named_alone(right, name, value):
    with pytest.raises(config.WrongSettings) as wrong:
        config.read(right | {name: value})
    assert len(wrong.value.problems) == 1
    assert wrong.value.problems[0].startswith(f"{name}:")


def test_all_that_is_wrong_is_said_at_once(right):
    with pytest.raises(config.WrongSettings) as wrong:
        config.read({"TURIN_INSTANCE": right["TURIN_INSTANCE"]})
    assert len(wrong.value.problems) == len(RIGHT)


def test_no_secret_is_repeated_in_a_complaint(right):
    with pytest.raises(config.WrongSettings) as wrong:
        config.read(right | {"TURIN_SECRET_KEY": "hunter2", "TURIN_SMTP_URL": "x://a:hunter2@b"})
    assert "hunter2" not in str(wrong.value)


def test_the_demonstration_needs_nothing_and_keeps_its_secret_to_itself(tmp_path):
    env = {"TURIN_DEMO": "1", "TURIN_INSTANCE": str(tmp_path / "new")}
    read = config.read(env)
    assert read.demo
    assert read.smtp is None
    assert config.read(env).secret_key == read.secret_key
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_keys_of_before_are_read_in_their_order(right):
    before = "hq3ZtY8cVbNw5KrMxPd0LgJs7FaEu2Qi, w9Xk2Lm4Np6Qr8StUvYzAbCdEfGhJ1K3"
    read = config.read(right | {"TURIN_SECRET_KEY_FALLBACKS": before})
    assert read.former_keys == tuple(before.split(", "))
    assert config.read(right | {"TURIN_SECRET_KEY_FALLBACKS": ""}).former_keys == ()


def test_limits_speak_the_same_broker_as_the_queue(right):
    socket = config.read(right | {"REDIS_URL": "redis+socket:///run/broker.sock?virtual_host=0"})
    assert socket.limits_url == "redis+unix:///run/broker.sock"
    assert config.read(right).limits_url == "redis://broker.example.org:6379/0"


def test_a_store_elsewhere_takes_new_files_unless_told_otherwise(right):
    url = "https://AKIA:se%2Fcret@s3.example.org:9000/turin?region=eu-south-1"
    told = {"TURIN_S3_URL": url, "TURIN_S3_PUBLIC_URL": "https://files.example.org/"}
    read = config.read(right | told)
    where = ("https://s3.example.org:9000", "turin", "AKIA", "se/cret", "eu-south-1")
    assert read.s3 == config.S3(*where, "https://files.example.org")
    assert read.storage == "s3"
    assert "se/cret" not in repr(read.s3)
    assert config.read(right | told | {"TURIN_STORAGE": "folder"}).storage == "folder"
    assert (config.read(right).s3, config.read(right).storage) == (None, "folder")


def test_a_start_without_settings_ends_with_78_and_a_line_for_each(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "environ", {"TURIN_INSTANCE": str(tmp_path)})
    with pytest.raises(SystemExit) as ended:
        create_app()
    assert ended.value.code == 78
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(RIGHT)
    assert all(line.startswith("turin: ") for line in lines)


STARTS = """
import sys, logging, app
app.create_app()
print(*sys.modules)
logging.getLogger("gunicorn.error").warning("started")
"""


def test_a_start_with_right_settings_logs_json_and_goes_on_without_what_no_page_needs(
    right, tmp_path
):
    here = {"PATH": os.environ["PATH"], "TURIN_DATABASE_URL": f"sqlite:///{tmp_path}/turin.db"}
    command = [sys.executable, "-c", STARTS]
    begun = subprocess.run(
        command, env=right | here, cwd=HOME, check=True, capture_output=True, text=True
    )
    assert not {"alembic", "boto3", "typst"} & set(begun.stdout.split())  # 20 MB of each web server
    assert json.loads(begun.stderr.splitlines()[-1])["says"] == "started"
