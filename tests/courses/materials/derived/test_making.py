"""What is made of a file: once for each content, in a process of its own, and not for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from courses.materials.derived import making, operations
from courses.materials.derived.models import DerivedFile, Kind, Reason, State
from courses.materials.derived.process import Died, Limits
from courses.materials.models import MaterialFile
from tests.factories import materials, papers
from turin import clock, jobs, storage
from turin.db import db, transaction
from turin.jobs import runner
from turin.jobs.models import Job
from turin.jobs.models import State as JobState

WORDS = "A migrant worker has a name, a trade and rights, wherever she works and lives. " * 3
NO_ROOM = Limits(core=5, clock=20, memory=20_000_000)  # in which not even Python starts


def attach(content, form="docx", name="handbook.docx", key="handbook"):
    made = materials.work(key=key)
    file = materials.held(made, "en", content, name, form)
    operations.derive(file, at=clock.now())
    return file


def rows():
    return db.session.scalars(select(DerivedFile).order_by(DerivedFile.id)).all()


def test_of_a_pdf_four_things_are_wanted_and_of_a_dataset_nothing(app):
    with transaction():
        attach(b"a,b", "csv", "numbers.csv", key="dataset")
        file = attach(papers.sample(), "pdf", "handbook.pdf")
        operations.derive(file, at=clock.now())  # by somebody else, for another translation
    assert [one.kind for one in rows()] == list(Kind)
    job = db.session.scalars(select(Job)).one()
    assert job.total == len(Kind)


def test_equal_files_are_done_once(app):
    with transaction():
        attach(papers.docx(WORDS))
        attach(papers.docx(WORDS), key="another")
    assert len(rows()) == len(db.session.scalars(select(Job)).all()) == 1


def test_a_file_that_kills_its_process_is_tried_twice_and_then_given_up(app, monkeypatch):
    monkeypatch.setattr(making, "LIMITS", NO_ROOM)
    with transaction():
        attach(papers.docx(WORDS))
    runner.run()

    (text,) = rows()
    assert (text.state, text.reason, text.attempts) == (State.NOT_POSSIBLE, Reason.TOO_HEAVY, 2)
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.done) == (JobState.FINISHED, 1)


def test_sound_without_the_tool_waits_for_it(app, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with transaction():
        attach(b"sound", "mp3", "talk.mp3")
    runner.run()
    assert [(one.kind, one.reason) for one in rows()] == [(Kind.LIGHT, Reason.NO_TOOL)]


def test_a_worker_that_died_after_each_beginning_leaves_nothing_waiting(app):
    with transaction():
        attach(papers.docx(WORDS))
    with transaction():
        (text,) = rows()
        text.attempts, text.state = operations.MOST_ATTEMPTS, State.FAILED
        job = db.session.scalars(select(Job)).one()
        job.state = JobState.FAILED
    later = clock.now() + timedelta(hours=1)
    with transaction():
        operations.resume(later)
        operations.resume(later)
    assert runner.run() == 1
    assert rows()[0].reason is Reason.TOO_HEAVY
    with transaction():
        operations.resume(later)
    assert runner.run() == 0


def test_what_another_worker_has_settled_is_left_alone_and_counted_once(app):
    with transaction():
        attach(papers.docx(WORDS))
        (text,) = rows()
        assert operations.begin(text.id) is operations.Begun.TRYING
        assert operations.begin(text.id) is operations.Begun.TRYING
        assert operations.refuse(text.id, Reason.BROKEN, {})
        assert not operations.keep(text.id, {}, None, at=clock.now())
        assert not operations.refuse(text.id, Reason.POOR_TEXT, {})
        assert operations.begin(text.id) is operations.Begun.SETTLED
    assert rows()[0].reason is Reason.BROKEN


def test_what_was_made_goes_when_no_translation_has_the_file(app):
    with transaction():
        kept, gone = attach(papers.docx("a")), attach(papers.docx("b"), key="another")
        gone_hash = gone.sha256
    with transaction():
        db.session.delete(db.session.get(MaterialFile, gone.id))
    with transaction():
        operations.forget(clock.now())
    assert {one.source for one in rows()} == {kept.sha256} != {gone_hash}


@pytest.mark.parametrize(
    ("kind", "said", "result"),
    [
        (Kind.PICTURE, {"width": 1, "height": 1}, b"GIF89a"),
        (Kind.PICTURE, {"width": 1, "height": 1}, b"\xff\xd8\xff" + bytes(30_000)),
        (Kind.PICTURE, {"width": "wide", "height": 1}, b"\xff\xd8\xff"),
        (Kind.CONTENTS, {"pages": 1, "entries": [["deep"]]}, b""),
        (Kind.CONTENTS, {"entries": []}, b""),
        (Kind.TEXT, {"pages": 1}, b'[["script", "alert(1)"]]'),
        (Kind.LIGHT, {}, None),
    ],
)
def test_what_a_process_says_is_not_believed_unseen(kind, said, result, app, tmp_path, monkeypatch):
    source = storage.store(b"a file").sha256

    def taken_over(_kind, _form, _language, _source, folder, _limits):
        if result is not None:
            (folder / "result").write_bytes(result)
        return making.Said(said)

    monkeypatch.setattr(making, "run", taken_over)
    with pytest.raises(Died):
        making._make(making.Wanted(1, kind, "pdf", "en", source))


def test_the_kinds_that_are_asked_for_are_those_that_can_be_made():
    from courses.materials.derived.child.makers import MAKERS  # noqa: PLC0415

    asked = {(kind.value, form) for form, kinds in operations.KINDS.items() for kind in kinds}
    assert asked == set(MAKERS)
    assert jobs.work.work(operations.DERIVE).label
