"""Files that hang, swell or are broken, opened by real processes: the worker takes no harm."""

import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from courses.materials.derived import making, operations, process
from courses.materials.derived.models import DerivedFile, Kind, Reason, State
from courses.materials.derived.process import Died, Limits
from tests.chaos.test_mail import running, wait_until
from tests.factories import materials, papers, people
from turin import clock, storage
from turin.db import db, transaction
from turin.jobs import runner
from turin.jobs.models import Job
from turin.jobs.models import State as JobState
from turin.jobs.queries import SILENT
from turin.people.models import Role

WORDS = "A migrant worker has a name, a trade and rights, wherever she works and lives. " * 3
SHORT = Limits(core=2, clock=6, memory=400_000_000)


def attach(content, form="pdf"):
    with transaction():
        file = materials.held(materials.work(), "en", content, f"handbook.{form}", form)
        operations.derive(file, at=clock.now())
        return file.sha256


def rows():
    return db.session.scalars(select(DerivedFile).order_by(DerivedFile.id)).all()


def test_a_sample_handbook_gets_its_picture_contents_and_text(app):
    attach(papers.sample())
    runner.run()

    picture, contents, text, light = rows()
    assert storage.path(picture.sha256).read_bytes().startswith(b"\xff\xd8\xff")
    assert contents.details["entries"] == [[0, "Sample handbook for trying out downloads", 1]]
    assert (
        b"<h2>Sample handbook for trying out downloads</h2>"
        in storage.path(text.sha256).read_bytes()
    )
    assert (light.state, light.reason) == (State.NOT_POSSIBLE, Reason.NOT_LIGHTER)
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.done, job.total) == (JobState.FINISHED, 4, 4)


def test_a_docx_gets_its_text_and_no_more(app):
    attach(papers.docx(("H1", "Rights"), WORDS), "docx")
    runner.run()

    (text,) = rows()
    assert (text.kind, text.state, text.attempts) == (Kind.TEXT, State.MADE, 1)
    assert text.details["of_script"] == 1
    assert storage.path(text.sha256).read_text() == f"<h2>Rights</h2>\n<p>{WORDS.strip()}</p>"


def test_what_was_not_possible_is_tried_again_when_staff_wants_it(app, monkeypatch):
    monkeypatch.setattr(making, "LIMITS", Limits(core=5, clock=20, memory=20_000_000))
    source = attach(papers.docx("Two words"), "docx")
    runner.run()
    assert rows()[0].reason is Reason.TOO_HEAVY
    monkeypatch.undo()
    with transaction():
        coordinator = people.person(Role.COORDINATOR)
    with transaction():
        assert operations.try_again(source, by=coordinator, at=clock.now()) == 1
        assert operations.try_again(source, by=coordinator, at=clock.now()) == 0
    runner.run()

    (text,) = rows()
    assert (text.state, text.reason, text.attempts) == (State.NOT_POSSIBLE, Reason.NO_TEXT, 1)
    assert text.details["letters"] == 8


@pytest.mark.parametrize("kind", [Kind.PICTURE, Kind.TEXT])
@pytest.mark.parametrize("content", [papers.bomb, papers.endless], ids=["swells", "hangs"])
def test_a_file_that_swells_or_hangs_ends_its_process_alone(content, kind, tmp_path):
    (tmp_path / "source").write_bytes(content())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with suppress(Died):
        process.run(kind, "pdf", "en", tmp_path / "source", tmp_path, SHORT)
        assert (kind, content) == (Kind.TEXT, papers.endless)  # it has no text to be long over
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 30_000  # kilobytes


@pytest.mark.parametrize(
    ("content", "reason"),
    [(papers.locked(), Reason.ENCRYPTED), (b"%PDF-1.7 and no more", Reason.BROKEN)],
    ids=["locked", "broken"],
)
def test_what_cannot_be_opened_says_why(content, reason, tmp_path):
    (tmp_path / "source").write_bytes(content)
    said = process.run(Kind.PICTURE, "pdf", "en", tmp_path / "source", tmp_path, SHORT)
    assert said.reason is reason


def test_the_process_knows_no_secret_and_leaves_none_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TURIN_SECRET_KEY", "a secret")
    monkeypatch.setattr(os, "defpath", f"{tmp_path}:{os.defpath}")
    spy = tmp_path / "ffmpeg"
    spy.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\nsleep 60 & echo $! > {tmp_path}/pid\nwait\n")
    spy.chmod(0o755)
    (tmp_path / "source").write_bytes(b"sound")
    with pytest.raises(Died):
        process.run(Kind.LIGHT, "mp3", "en", tmp_path / "source", tmp_path, Limits(clock=3))

    assert "TURIN" not in (tmp_path / "seen").read_text()
    wait_until(lambda: _is_gone(int((tmp_path / "pid").read_text())))


def _is_gone(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] == "Z"
    except FileNotFoundError:
        return True


def test_a_worker_killed_in_the_middle_loses_nothing(app, database_url):
    attach(papers.sample())
    instance = str(app.extensions["settings"].instance)
    with running(sys.executable, "-m", "tests.chaos.maker", database_url, instance) as worker:
        wait_until(lambda: _job().done)
        os.killpg(worker.pid, signal.SIGKILL)
    assert _job().state == JobState.RUNNING
    with transaction():
        _job().seen_at -= SILENT
    runner.run()

    assert (_job().state, _job().done) == (JobState.FINISHED, 4)
    assert all(one.settled and one.attempts <= operations.MOST_ATTEMPTS for one in rows())
    assert [one.state for one in rows()][:3] == [State.MADE] * 3


def _job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()
