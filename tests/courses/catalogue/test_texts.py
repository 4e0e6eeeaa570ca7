"""The texts of the catalogue: where they stand in a language, who wrote them, what is refused."""

from collections import Counter

import pytest
from sqlalchemy import select

from courses.catalogue.models import Course, Module
from courses.catalogue.operations import ModuleFacts, change_module
from courses.catalogue.texts import operations, queries, rules
from courses.catalogue.texts.models import TextState
from courses.catalogue.texts.operations import Said
from courses.catalogue.texts.rules import Standing, fingerprint
from courses.materials.models import ModuleMaterial, Work
from tests.conftest import load_example
from tests.factories import activities, materials, people
from tests.forms import typed, words
from turin import clock
from turin.db import db, transaction
from turin.db.search import matches
from turin.db.types import Text
from turin.people.models import Role

EDIT = "/staff/texts/fr/course/recruitment"


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Maria Rossi")


@pytest.fixture
def course(app):
    with transaction():
        return activities.course(
            key="recruitment",
            title=Text(en="Fair recruitment", ar="الاستقدام العادل"),
            summary=Text(en="One week."),
            for_whom=Text(),
        )


def said_of(row, words, *, language="fr", source="en", seen=None, reviewed=False):
    """What is written of ``row`` by who sees what stands there now."""
    shown = {
        code: {name: queries.text_of(row, name).get(code, "") for name in words}
        for code in (language, source)
    }
    return Said(
        language,
        source,
        {name: fingerprint(shown[source][name]) for name in words},
        words,
        {name: fingerprint((seen or shown[language])[name]) for name in words},
        reviewed,
    )


def say(course, by, *, language="fr", reviewed=False, source="en", seen=None, **words):
    """Write texts of a course over what stands there now."""
    said = said_of(course, words, language=language, source=source, seen=seen, reviewed=reviewed)
    with transaction():
        operations.say("course", course, said, by=by, at=clock.now())


def found(kind, table, words):
    """The query of what is found by words."""
    return select(table.id).where(matches(kind, table.__table__.c.id, words))


def stands(course, language):
    states = queries.states_of("course", course, language)
    return {
        name: rules.standing(queries.text_of(course, name), language, states.get(name))
        for name in queries.FIELDS["course"]
    }


@pytest.mark.xdist_group("example")  # what it stands on is made once an engine
def test_what_somebody_wrote_stays_when_the_example_is_loaded_again(example, coordinator):
    with transaction():
        gender = db.session.scalars(select(Module).filter_by(key="gender")).one()
    words = {"title": "النوع الاجتماعي وهجرة اليد العاملة"}
    with transaction():
        said = said_of(gender, words, language="ar", reviewed=True)
        operations.say("module", gender, said, by=coordinator, at=clock.now())
    load_example()
    assert gender.title["ar"] == words["title"]


def test_what_came_with_a_file_is_a_draft_and_what_is_not_there_is_missing(course):
    assert stands(course, "ar") == {
        "title": Standing.DRAFT,
        "summary": Standing.MISSING,
        "for_whom": None,
    }
    assert stands(course, "en")["title"] == Standing.REVIEWED


def test_a_translation_is_stale_once_its_source_has_changed(course, coordinator):
    say(course, coordinator, title="Recrutement équitable", reviewed=True)
    assert stands(course, "fr")["title"] == Standing.REVIEWED
    say(course, coordinator, language="en", title="Fair recruitment and placement")
    assert stands(course, "fr")["title"] == Standing.STALE
    assert stands(course, "en")["title"] == Standing.DRAFT
    say(course, coordinator, title="Recrutement et placement équitables")
    assert stands(course, "fr")["title"] == Standing.DRAFT


def test_it_is_stale_by_the_language_that_it_was_translated_from(course, coordinator):
    say(course, coordinator, language="fa", source="ar", title="استخدام عادلانه")
    say(course, coordinator, language="en", title="Fairer recruitment")
    assert stands(course, "fa")["title"] == Standing.DRAFT
    say(course, coordinator, language="ar", title="الاستقدام المنصف")
    assert stands(course, "fa")["title"] == Standing.STALE


def test_words_that_came_from_elsewhere_are_a_draft_again(course, coordinator):
    say(course, coordinator, title="Recrutement équitable", reviewed=True)
    with transaction():
        course.title = course.title.saying("fr", "Embauche équitable")
    assert stands(course, "fr")["title"] == Standing.DRAFT
    with transaction():
        course.title = course.title.saying("fr", "Recrutement équitable")
    assert stands(course, "fr")["title"] == Standing.REVIEWED


def test_who_wrote_it_and_when_is_kept_and_goes_with_the_words(course, coordinator):
    say(course, coordinator, title="Recrutement", summary="Une semaine.")
    assert {one.said_by for one in db.session.scalars(select(TextState))} == {coordinator}
    say(course, coordinator, title="", summary="Une semaine.")
    assert course.title == Text(en="Fair recruitment", ar="الاستقدام العادل")
    assert [one.field for one in db.session.scalars(select(TextState))] == ["summary"]


def test_the_original_title_stays(course, coordinator):
    with pytest.raises(rules.TitleNeeded):
        say(course, coordinator, language="en", title="")


def test_nobody_overwrites_what_she_has_not_seen(course, coordinator):
    say(course, coordinator, title="Recrutement équitable")
    with pytest.raises(rules.ChangedMeanwhile):
        say(course, coordinator, title="Autre chose", seen={"title": ""})
    assert course.title["fr"] == "Recrutement équitable"


def test_a_course_is_found_by_its_new_words(course, coordinator):
    say(course, coordinator, title="Recrutement équitable")
    found = select(Course.id).where(matches("course", Course.__table__.c.id, "équitables"))
    assert db.session.scalars(found).all() == [course.id]


def test_a_course_is_found_by_the_new_words_of_its_modules(app, coordinator):
    with transaction():
        module = activities.module(title=Text(en="Remittances"), objectives=Text())
        course = activities.course([module])
    with transaction():
        operations.say(
            "module",
            module,
            said_of(module, {"title": "Envois de fonds"}, reviewed=True),
            by=coordinator,
            at=clock.now(),
        )
    assert db.session.scalars(found("course", Course, "envois")).all() == [course.id]


def test_a_work_is_found_by_the_new_words_of_the_modules_that_use_it(app, coordinator):
    with transaction():
        module = activities.module(title=Text(en="Remittances"))
        work = materials.work()
        db.session.add(ModuleMaterial(module_id=module.id, work_id=work.id))
        facts = ModuleFacts(Text(en="Money sent home"), Text(), None, [])
        change_module(module, facts, by=coordinator, at=clock.now())
    assert db.session.scalars(found("work", Work, "money")).all() == [work.id]
    assert db.session.scalars(found("work", Work, "remittances")).all() == []


def test_the_board_counts_every_text_in_every_language(course, coordinator):
    with transaction():
        activities.module(title=Text(en="Standards"), objectives=Text())
    say(course, coordinator, title="Recrutement", reviewed=True)
    counts = queries.counts(["fr", "ar", "lo"])
    assert counts["fr"] == Counter({Standing.MISSING: 2, Standing.REVIEWED: 1})
    assert counts["ar"] == Counter({Standing.MISSING: 2, Standing.DRAFT: 1})
    assert counts["lo"] == Counter({Standing.MISSING: 3})


class TestPages:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, coordinator):
        client.enter(coordinator)

    def test_the_board_leads_to_what_is_missing(self, client, course):
        board = client.get("/staff/texts")
        assert board.page.find(".//a[@href='/staff/texts/lo?state=missing']") is not None
        assert "Fair recruitment" in words(client.get("/staff/texts/lo?state=missing"))
        assert "No text is in this state" in words(client.get("/staff/texts/lo?state=stale"))

    def test_words_are_written_beside_the_original(self, client, course):
        page = client.get(EDIT)
        assert "One week." in words(page)
        sent = typed(page) | {"title": "Recrutement", "summary": "Une semaine.", "for_whom": ""}
        saved = client.post(f"{EDIT}?source=en", data=sent | {"review": "1"})
        assert saved.status_code == 303
        assert course.summary == Text(en="One week.", fr="Une semaine.")
        again = words(client.get(EDIT))
        assert "Reviewed" in again
        assert "Maria Rossi" in again

    def test_nothing_typed_is_lost_when_somebody_was_faster(self, client, course, coordinator):
        opened = typed(client.get(EDIT))
        say(course, coordinator, title="Recrutement équitable")
        refused = client.post(EDIT, data=opened | {"title": "Mien", "summary": "", "for_whom": ""})
        assert refused.status_code == 422
        assert "Somebody else has changed this text" in words(refused)
        assert refused.page.findtext(".//textarea[@id='title']").strip() == "Mien"

    def test_it_is_out_of_date_if_the_original_changed_while_it_was_written(
        self, client, course, coordinator
    ):
        opened = typed(client.get(f"{EDIT}?source=en"))
        say(course, coordinator, language="en", title="Fair recruitment and placement")
        sent = opened | {"title": "Recrutement", "summary": "", "for_whom": "", "review": "1"}
        assert client.post(f"{EDIT}?source=en", data=sent).status_code == 303
        assert stands(course, "fr")["title"] == Standing.STALE

    @pytest.mark.parametrize("sent", ["", "x" * 9000, "\x00"])
    def test_what_the_page_did_not_show_is_out_of_date(self, client, course, sent):
        opened = typed(client.get(EDIT)) | {"title": "Recrutement", "summary": "", "for_whom": ""}
        assert client.post(EDIT, data=opened | {"from-title": sent}).status_code == 303
        assert stands(course, "fr")["title"] == Standing.STALE

    def test_an_unknown_language_or_row_is_not_there(self, client, course):
        assert client.get("/staff/texts/xx").status_code == 404
        assert client.get("/staff/texts/fr/course/none").status_code == 404

    def test_the_pages_need_no_statement_a_row(self, client, course, statements):
        few = [
            statements(lambda: client.get("/staff/texts")),
            statements(lambda: client.get("/staff/texts/fr")),
            statements(lambda: client.get(EDIT)),
        ]
        assert max(few) <= 10
        with transaction():
            for _ in range(20):
                activities.course([activities.module()])
        assert few[:2] == [
            statements(lambda: client.get("/staff/texts")),
            statements(lambda: client.get("/staff/texts/fr")),
        ]
