"""Works and editions are added and changed, found by what is said of them, and remember it."""

import pytest
from sqlalchemy import select

from courses.materials.library.finding import Filters, library
from courses.materials.models import Audience, Edition, TranslationState, Work
from tests.factories import activities, materials, people
from tests.forms import words
from tests.fuzz.forms import forms_of
from turin.db import db, transaction
from turin.db.types import Text
from turin.organisations.models import Organisation
from turin.people.models import Role

LIBRARY = "/staff/library"
HANDBOOK = f"{LIBRARY}/works/handbook"


def work(key="handbook") -> Work:
    db.session.rollback()
    return db.session.scalars(select(Work).where(Work.key == key)).one()


def test_a_work_is_added_with_all_that_is_said_of_it(client, coordinator, fill):
    with transaction():
        ilo = Organisation(key="ilo", name=Text(en="International Labour Office"), acronym="ILO")
        db.session.add(ilo)
    answer = fill(
        f"{LIBRARY}/add?in=fr",
        title="Guide du genre",
        key="gender_guide",
        kind="manual",
        year="2008",
        isbn="978-92-2-119120-9",
        audience="participants",
        for_groups=["workers"],
        publishers=[str(ilo.id)],
        in_preparation="",
    )

    assert answer.status_code == 303
    found = work("gender_guide")
    assert found.title == {"fr": "Guide du genre"}
    assert (found.year, found.audience, found.for_groups) == (
        2008,
        Audience.PARTICIPANTS,
        ["workers"],
    )
    assert [one.organisation.key for one in found.publishers] == ["ilo"]
    for asked in ("genre", "9789221191209", "978-92-2-119120-9", "ILO"):
        assert [one.key for one in library(Filters(q=asked), 1).rows] == ["gender_guide"], asked
    assert "Add the first one" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("978-92-2-119120-8", "the others would make the last one 9"),
        ("12345", "An ISBN has 13 digits"),
    ],
)
def test_a_wrong_isbn_says_what_is_wrong(coordinator, fill, typed, said):
    answer = fill(f"{LIBRARY}/add", title="A", key="a", isbn=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed in answer.text


def test_a_short_name_is_given_once(handbook, fill):
    answer = fill(f"{LIBRARY}/add", title="Another", key="handbook")
    assert answer.status_code == 422
    assert "Another work has this short name" in answer.text


def test_a_title_in_one_language_leaves_the_others(client, handbook, fill):
    fill(f"{HANDBOOK}/change?in=km", title="សៀវភៅណែនាំ")

    assert work().title == {"en": "Handbook on migration", "km": "សៀវភៅណែនាំ"}
    assert not work().example
    history = words(client.get(f"{HANDBOOK}/history"))
    assert "Sara Bianchi Changed what is said of the work" in history
    assert "សៀវភៅណែនាំ" in history


def test_what_was_typed_comes_along_into_another_language(client, handbook, fill):
    answer = fill(
        f"{HANDBOOK}/change?in=km",
        **{
            "title": "សៀវភៅ",
            "summary": "Line one\nline two",
            "year": "next",
            "in": "ar",
            "show": "1",
        },
    )
    assert answer.status_code == 200
    form = next(one for one in forms_of(answer.text) if one.method == "post")
    assert form.action.endswith("?in=ar")
    told = {name: field.values for name, field in form.fields.items()}
    assert (told["title"], told["in"], told["year"]) == ([""], ["ar"], ["next"])
    assert not work().summary

    sent = told | {"title": "دليل", "year": "2008", "in": "ru"}
    sent.pop("show")
    assert client.post(form.action, data=sent).status_code == 303
    assert work().title == {"en": "Handbook on migration", "km": "សៀវភៅ", "ar": "دليل"}
    assert work().summary == {"km": "Line one\nline two"}
    assert work().year == 2008


def test_what_is_saved_as_it_was_is_no_deed(client, handbook, fill):
    fill(f"{HANDBOOK}/change")
    assert "Changed what is said" not in client.get(f"{HANDBOOK}/history").text


def test_an_edition_is_added_and_changed(client, handbook, fill):
    with transaction():
        iom = Organisation(key="iom", name=Text(en="Organization for Migration"))
        db.session.add(iom)
    number = str(iom.id)
    fill(
        f"{HANDBOOK}/editions/add",
        name="Arab States",
        year="2010",
        launched="2010-03",
        launch_place="Beirut",
        partners=[number],
    )

    edition = work().editions[1]
    assert (edition.position, edition.name, str(edition.launched)) == (
        1,
        {"en": "Arab States"},
        "2010-03",
    )
    fill(f"{HANDBOOK}/editions/{edition.id}", publishers=[number], partners=[number])
    edition = db.session.get_one(Edition, edition.id)
    assert [(one.part, one.organisation_id) for one in edition.organisations] == [
        ("publisher", iom.id)
    ]
    page = words(client.get(HANDBOOK))
    assert "Arab States Launched March 2010, Beirut" in page


def test_courses_modules_and_her_activities_use_it(client, handbook, coordinator, fill):
    with transaction():
        course, module = activities.course(), activities.module()
        used = materials.work("used_by_course")
        mine = activities.activity([coordinator], key="mine", course=course)
        others = activities.activity([people.person(Role.COORDINATOR)], key="others")
    fill(f"{LIBRARY}/works/used_by_course/uses", courses=[str(course.id)])
    page = client.get(f"{HANDBOOK}/uses").text
    fill(
        f"{HANDBOOK}/uses",
        modules=[str(module.id)],
        activities=[str(mine.id)],
    )

    assert f'value="{others.id}"' not in page.partition('id="activities"')[2]
    from courses.materials.queries import of_activity  # noqa: PLC0415 - after the requests

    assert [one.key for one in of_activity(mine)] == ["used_by_course", "handbook"]
    assert used.key == "used_by_course"
    assert [one.key for one in library(Filters(theme=module.key), 1).rows] == ["handbook"]
    fill(f"{HANDBOOK}/uses", activities=[], modules=[])
    assert [one.key for one in of_activity(mine)] == ["used_by_course"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=migration", ["handbook", "toolkit"]),
        ("q=toolkit", ["toolkit"]),
        ("state=planned", ["toolkit"]),
        ("lang=ru", ["handbook"]),
        ("lacks=text", ["handbook"]),
        ("lacks=edition", ["empty"]),
        ("lacks=stale", []),
        ("lacks=isbn&state=planned", ["toolkit"]),
        ("state=nonsense&lacks=nonsense", ["empty", "handbook", "toolkit"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(client, handbook, asked, found):
    with transaction():
        kit = materials.work("toolkit", ("es",), title=Text(en="Toolkit on migration"))
        kit.editions[0].translations[0].state = TranslationState.PLANNED
        materials.work("empty", title=Text(en="Nothing yet")).editions.clear()

    page = client.get(f"{LIBRARY}?{asked}").text
    assert [key for key in ("empty", "handbook", "toolkit") if f"works/{key}" in page] == found


def test_the_pages_need_few_statements_and_no_more_for_many(client, coordinator, statements):
    counts = []
    for number in (1, 8):
        with transaction():
            for place in range(number):
                made = materials.work(f"work{number}_{place}", ("ar", "en", "fr", "ru"))
                ar, en, fr, ru = made.editions[0].translations
                for one in (ar, fr, ru):
                    one.derived_from, one.derived_version = en, 1
                en.version = 2
                materials.held(made, "en")
        counts.append(statements(lambda: client.get(LIBRARY)))
    assert counts[0] == counts[1] <= 10
    assert statements(lambda: client.get(f"{LIBRARY}/works/work8_0")) <= 10


def test_an_assistant_sees_and_changes_nothing(client, handbook):
    with transaction():
        person = people.person(Role.ASSISTANT)
    client.leave()
    client.enter(person)
    page = client.get(HANDBOOK).text
    assert "Handbook on migration" in page
    assert "Add an edition" not in page
    assert client.get(f"{HANDBOOK}/change").status_code == 403
