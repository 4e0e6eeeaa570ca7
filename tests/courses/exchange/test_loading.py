"""Catalogue files: what is wrong is told, loading twice changes nothing, an edit is taken over."""

import pytest
from sqlalchemy import func, select

from courses.activities.models import Activity, Kind
from courses.catalogue.models import Course, Module
from courses.catalogue.operations import ModuleFacts, change_module
from courses.exchange.loading import load
from courses.materials.models import Translation, Work
from courses.materials.operations import use_in
from courses.materials.queries import modules_using
from tests.factories import people
from turin import clock
from turin.db import db, transaction
from turin.db.search import matches
from turin.organisations.models import Organisation
from turin.people.models import Role
from turin.rows import BadFile, Change, Origin

GOOD = """
organisations:
  - {key: union, name: {en: A union, ar: نقابة}, group: workers, country: "NO"}
instruments:
  - {key: C097, kind: convention, title: {en: Convention 97}, year: 1949}
ratifications:
  - {instrument: C097, country: "NO", mode: ratification, date: 1955}
modules:
  - {key: rights, title: {en: Rights, ar: حقوق}, hours: 6, instruments: [C097]}
  - {key: action, title: {en: Action}}
courses:
  - {key: course, kind: course, title: {en: Labour migration, ru: Трудовая миграция}, audience: [workers], modules: [rights, action]}
activities:
  - {key: run, kind: course, course: course, title: {en: Labour migration, ru: Трудовая миграция}, starts: 2007-04, delivery: turin, centre_part: organised, languages: [en], interpreted: [ar], organisers: [union], modules: [rights]}
works:
  - key: handbook
    kind: handbook
    title: {en: Handbook}
    publishers: [union]
    courses: [course]
    editions:
      - translations: [{language: en}, {language: ar, state: planned}]
outcomes:
  - {key: declaration, activity: run, kind: declaration, title: {en: A declaration}, adopted: 2007-04}
"""  # noqa: E501


def loaded(folder, words, *, example=False):
    """Load ``words`` as a file in a transaction of its own."""
    file = folder / "mine.yaml"
    file.write_text(words, encoding="utf-8")
    with transaction():
        return load([file], Origin(example=example))


def rows_in_all_tables():
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in db.metadata.sorted_tables
    }


def test_everything_is_loaded_as_it_is_written(app, tmp_path):
    loaded(tmp_path, GOOD)
    run = db.session.scalars(select(Activity)).one()
    assert str(run.starts) == "2007-04"
    assert run.starts.day is None
    assert [(one.language, one.interpreted) for one in run.languages] == [
        ("en", False),
        ("ar", True),
    ]
    assert [module.title["ar"] for module in run.modules] == ["حقوق"]
    assert [used.module.key for used in run.course.modules] == ["rights", "action"]
    assert db.session.scalars(select(Organisation.country)).all() == ["NO"]
    found = select(Activity.key).where(matches("activity", Activity.__table__.c.id, "миграции"))
    assert db.session.scalars(found).all() == ["run"]


def test_loading_twice_changes_nothing(app, tmp_path):
    loaded(tmp_path, GOOD)
    before = rows_in_all_tables()
    again = loaded(tmp_path, GOOD)
    assert {change for counts in again.values() for change in counts} == {Change.SAME}
    assert rows_in_all_tables() == before


def test_an_edited_row_is_changed_and_the_others_stay(app, tmp_path):
    loaded(tmp_path, GOOD)
    counts = loaded(
        tmp_path,
        GOOD.replace("[rights, action]", "[action]").replace("language: ar", "language: fr"),
    )
    assert counts["courses"] == {Change.CHANGED: 1}
    assert counts["works"] == {Change.CHANGED: 1}
    assert counts["modules"] == {Change.SAME: 2}
    course = db.session.scalars(select(Course)).one()
    assert [used.module.key for used in course.modules] == ["action"]
    assert set(db.session.scalars(select(Translation.language))) == {"en", "fr"}


def test_the_words_of_a_vocabulary_come_in_the_order_of_the_file_and_are_given_to_a_course(
    app, tmp_path
):
    file = """
terms:
  - {key: work, vocabulary: theme, name: {en: Work}, source: "gb2008:27"}
  - {key: rights, vocabulary: theme, name: {en: Rights, ar: الحقوق}, description: {en: Of workers}}
courses:
  - {key: course, kind: course, title: {en: Labour migration}, terms: [rights, work]}
"""
    assert loaded(tmp_path, file)["terms"] == {Change.ADDED: 2}
    assert loaded(tmp_path, file)["courses"] == {Change.SAME: 1}
    course = db.session.scalars(select(Course)).one()
    assert [one.key for one in course.terms] == ["work", "rights"]
    loaded(tmp_path, file.replace("[rights, work]", "[rights]"))
    assert [one.key for one in course.terms] == ["rights"]


def test_what_somebody_chose_for_a_module_stays_when_the_example_is_loaded_again(app, tmp_path):
    file = GOOD.replace("    courses: [course]", "    courses: [course]\n    modules: [rights]")
    loaded(tmp_path, file, example=True)
    with transaction():
        by = people.person(Role.COORDINATOR)
        for key, works in (("rights", []), ("action", ["handbook"])):
            module = db.session.scalars(select(Module).filter_by(key=key)).one()
            facts = ModuleFacts(module.title, module.objectives, module.hours, [])
            change_module(module, facts, by=by, at=clock.now())
            use_in(module, works, by=by, at=clock.now())
    assert loaded(tmp_path, file, example=True)["works"] == {Change.SAME: 1}
    work = db.session.scalars(select(Work)).one()
    assert [one.key for one in modules_using(work)] == ["action"]


def test_a_course_is_found_by_the_words_that_a_file_gives_its_module(app, tmp_path):
    loaded(tmp_path, GOOD)
    loaded(tmp_path, "modules:\n  - {key: action, title: {en: Money sent home}}")
    found = select(Course.key).where(matches("course", Course.__table__.c.id, "money"))
    assert db.session.scalars(found).all() == ["course"]


def test_a_module_that_changes_leaves_alone_what_was_taught(app, tmp_path):
    loaded(tmp_path, GOOD)
    loaded(tmp_path, GOOD.replace("en: Rights,", "en: All rights,"))
    run = db.session.scalars(select(Activity)).one()
    assert db.session.scalars(select(Module).filter_by(key="rights")).one().title["en"] == (
        "All rights"
    )
    assert run.modules[0].title["en"] == "Rights"


def test_a_file_may_name_what_is_loaded_already(app, tmp_path):
    loaded(tmp_path, GOOD)
    counts = loaded(
        tmp_path,
        "works: [{key: second, kind: manual, title: {en: Manual}, publishers: [union]}]",
    )
    assert counts == {"works": {Change.ADDED: 1}}


def test_the_example_leaves_a_row_alone_that_somebody_made_her_own(app, tmp_path):
    loaded(tmp_path, GOOD, example=True)
    loaded(tmp_path, GOOD.replace("en: Handbook", "en: Our handbook"))
    counts = loaded(tmp_path, GOOD, example=True)
    assert counts["works"] == {Change.KEPT: 1}
    work = db.session.scalars(select(Work)).one()
    assert (work.title["en"], work.example) == ("Our handbook", False)


BAD = [
    ('country: "NO"}\ninstr', "country: NO}\ninstr", 3, "organisations union", "country",
     "NO without quotes means false in YAML; write “NO” in quotes"),
    ("group: workers", "group: worker", 3, "organisations union", "group",
     "“worker” is none of government, employers, workers, other"),
    ("group: workers", "grup: workers", 3, "organisations union", "grup",
     "there is no field “grup”; did you mean “group”?"),
    ("date: 1955", "date: 1955-13", 7, "ratifications C097 NO", "date",
     "“1955-13” is no date; write 2007, 2007-04 or 2007-04-12, as far as known"),
    ("starts: 2007-04", "starts: 2007-02-30", 14, "activities run", "starts",
     "“2007-02-30” is no date; write 2007, 2007-04 or 2007-04-12, as far as known"),
    ("starts: 2007-04", "starts: 2007-04, ends: 2007-03", 14, "activities run", "ends",
     "it would end on 2007-03, before it starts on 2007-04"),
    ("ar: حقوق", "xx: حقوق", 9, "modules rights", "title.xx",
     "“xx” is no language that we know; write its code, like en, ar or fr"),
    ("title: {en: Action}", "title: {ar: عمل}", 10, "modules action", "title",
     "the English is missing; every other language falls back to it"),
    ("hours: 6", "hours: six", 9, "modules rights", "hours",
     "“six” is not a whole number from 1 to 1000"),
    ("hours: 6", "hours: true", 9, "modules rights", "hours",
     "“true” is not a whole number from 1 to 1000"),
    ("instruments: [C097]", "instruments: [C97]", 9, "modules rights", "instruments.1",
     "there is no row of instruments “C97”; did you mean “C097”?"),
    ("[rights, action]", "[rights, rights]", 12, "courses course", "modules.2",
     "“rights” stands in the list twice"),
    ("[rights, action]", "rights", 12, "courses course", "modules",
     "give a list, like [one, two]"),
    ("delivery: turin, ", "", 14, "activities run", "delivery",
     "this is missing, and every row needs it"),
    ("interpreted: [ar]", "interpreted: [en]", 14, "activities run", "interpreted",
     "en stands among the languages too"),
    ("{language: ar,", "{language: en,", 16, "works handbook", "editions",
     "an edition has the same language twice"),
    ("{language: ar,", "{language: arabic,", 22, "works handbook",
     "editions.1.translations.2.language",
     "“arabic” is no language that we know; write its code, like en, ar or fr"),
    ("key: action", "key: rights", 10, "modules rights", "",
     "this row stands in mine.yaml, line 9, already; leave one"),
    ("works:", "worx:", 16, "", "", "there is no section “worx”; did you mean “works”?"),
    ("key: union, name", "key: union, key: union, name", 3, "", "",
     "“key” stands here twice; leave one"),
    ('country: "NO"}\ninstr', 'country: "NO"}, parent: union}\ninstr', 3, "", "",
     "this is not YAML: expected <block end>, but found ','"),
    ('country: "NO"', "country: [NO]", 3, "organisations union", "country",
     "this is no country; write its two ISO letters like “NP”"),
    ("delivery: turin", "delivery: turin, zone: [Europe/Rome]", 14, "activities run", "zone",
     "this is no time zone; write it like Europe/Rome"),
    ("languages: [en]", "languages: [{en: English}]", 14, "activities run", "languages.1",
     "this is no language that we know; write its code, like en, ar or fr"),
    ("title: {en: Action}", 'title: {en: "Act\\0ion"}', 10, "modules action", "title.en",
     "there is a sign in it that cannot be stored; type it anew"),
    ("title: {en: Action}", 'title: {en: "Act\\ud800ion"}', 10, "modules action", "title.en",
     "there is a sign in it that cannot be stored; type it anew"),
    ("key: run", "key: run-2", 14, "activities run-2", "key",
     "“run-2” is no key; write at most 60 letters a to z, digits and _"),
    ("instruments: [C097]", 'instruments: ["C\\0"]', 9, "modules rights", "instruments.1",
     "“C\0” is no key of instruments"),
    ("group: workers", "parent: union", 3, "organisations union", "parent",
     "“union” must stand above the row that names it"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=[case[1] for case in BAD])
def test_a_bad_file_changes_nothing_and_names_row_and_field(app, tmp_path, case):
    good, bad, line, row, field, sentence = case
    assert good in GOOD
    before = rows_in_all_tables()
    with pytest.raises(BadFile) as told:
        loaded(tmp_path, GOOD.replace(good, bad, 1))
    where = ", ".join(part for part in (f"line {line}", row, field) if part)
    assert str(told.value.problems[0]) == f"mine.yaml, {where}: {sentence}"
    db.session.rollback()
    assert rows_in_all_tables() == before


def test_all_problems_are_told_at_once(app, tmp_path):
    with pytest.raises(BadFile) as told:
        loaded(
            tmp_path,
            GOOD.replace("hours: 6", "hours: 0").replace("kind: handbook", "kind: book"),
        )
    assert [(one.line, one.field) for one in told.value.problems] == [(9, "hours"), (17, "kind")]


def test_two_activities_share_no_code(app, tmp_path):
    coded = GOOD.replace("key: run,", "key: run, code: A900001,")
    loaded(tmp_path, coded)
    with pytest.raises(BadFile, match="another row has “A900001” already"):
        loaded(
            tmp_path,
            coded.replace("key: run,", "key: other,").replace("activity: run", "activity: other"),
        )


@pytest.mark.parametrize("words", ["[]", "a: [", "just words", "works: 3", "works: [3]", "\x00"])
def test_what_is_no_catalogue_at_all_is_told(app, tmp_path, words):
    with pytest.raises(BadFile, match=r"mine\.yaml, line [12]"):
        loaded(tmp_path, words)


def test_an_empty_file_loads_nothing(app, tmp_path):
    assert loaded(tmp_path, "") == {}


def test_a_file_in_another_encoding_is_told(app, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_bytes("works: [{key: é}]".encode("latin-1"))
    with pytest.raises(BadFile, match="save it as UTF-8"), transaction():
        load([file], Origin())


def test_meetings_need_no_course(app, tmp_path):
    loaded(
        tmp_path,
        "activities: [{key: m, kind: meeting, title: {en: M}, starts: '2008',"
        " delivery: field, centre_part: cited}]",
    )
    assert db.session.scalars(select(Activity.kind)).all() == [Kind.MEETING]
