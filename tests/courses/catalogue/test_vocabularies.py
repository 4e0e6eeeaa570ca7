"""Themes, components and rubrics: lists to keep, to choose from, and to be found by."""

import pytest

from courses.activities import operations as planning
from courses.activities import queries as activity_queries
from courses.activities.models import BEHIND, State
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Vocabulary
from courses.catalogue.vocabularies import operations, queries
from tests.factories import activities, people
from tests.forms import send, typed, words
from turin import clock
from turin.db import transaction
from turin.db.types import Text
from turin.people.models import Role

LISTS = "/staff/vocabularies"
BEHIND_NOTHING = {f"{one}_id": "" for one in BEHIND} | {"currency": "EUR"}


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def theme(app):
    with transaction():
        return activities.term(key="recruitment", name=Text(en="Recruitment", ar="الاستقدام"))


@pytest.fixture
def component(app):
    with transaction():
        return activities.term(
            Vocabulary.COMPONENT, name=Text(en="Social dialogue"), source="gb2008:32,33"
        )


@pytest.fixture
def course(theme, component):
    with transaction():
        return activities.course(terms=[theme, component], key="fair", example=True)


def test_a_rubric_is_added_with_what_it_means(client, coordinator):
    send(client, f"{LISTS}/rubric", en="Language", description="How well she takes part in it.")

    (rubric,) = queries.terms()[Vocabulary.RUBRIC]
    assert (rubric.name, rubric.description) == (
        {"en": "Language"},
        {"en": "How well she takes part in it."},
    )
    assert "How well she takes part in it." in words(client.get(LISTS))
    send(client, f"{LISTS}/{rubric.id}", en="Languages", description="")
    assert queries.term(rubric.id).name == {"en": "Languages"}


def test_what_a_course_is_about_is_ticked_and_loading_the_example_leaves_it_so(
    client, coordinator, course, theme
):
    page = f"/staff/courses/{course.key}/terms"
    shown = client.get(page)
    assert "paragraph 32, 33" in words(shown)
    assert [one.get("value") for one in shown.page.iterfind(".//input[@checked]")] == [
        str(one.id) for one in course.terms
    ]
    assert send(client, page, themes=theme.id, components=[]).status_code == 303
    changed = catalogue.course(course.key)
    assert (changed.terms, changed.example) == ([theme], False)


def test_what_is_no_theme_of_ours_is_refused(client, coordinator, course):
    refused = send(client, f"/staff/courses/{course.key}/terms", themes=999)

    assert refused.status_code == 422
    assert len(catalogue.course(course.key).terms) == 2


def test_an_activity_takes_over_what_its_course_is_about_and_keeps_it(client, coordinator, course):
    with transaction():
        facts = planning.Facts(
            **dict.fromkeys(planning.Facts.__slots__)
            | {"code": "A1", "starts": activities.activity().starts, "delivery": "online"}
            | {"venue": Text(), "city": Text(), "zone": "Europe/Rome", "languages": ["en"]}
            | {"interpreted": [], "audience": [], "audience_regions": [], "choice": "selection"}
            | {"attendance_share": 80, "certificate_title": Text()}
        )
        made = planning.plan(course, facts, by=coordinator, at=clock.now())
        operations.classify(course, [], by=coordinator, at=clock.now())

    assert len(activity_queries.find(made.key).terms) == 2
    shown = words(client.get(f"/staff/activities/{made.key}"))
    assert "Recruitment" in shown
    assert "paragraph 32, 33" in shown


def test_themes_of_an_activity_are_chosen_beside_who_is_behind_it(client, coordinator, theme):
    with transaction():
        activity = activities.activity([coordinator], key="A1", code="A1")
    page = "/staff/activities/A1/backing"

    assert send(client, page, **BEHIND_NOTHING, themes=theme.id).status_code == 303
    assert activity_queries.find(activity.key).terms == [theme]
    assert "Recruitment" in words(client.get("/staff/activities?theme=recruitment"))
    assert "A1" in words(client.get("/staff/activities?theme=recruitment"))
    assert "A1" not in words(client.get("/staff/activities?theme=other"))


def test_a_reader_finds_by_a_theme_what_is_coming_and_what_has_no_dates(client, course, theme):
    with transaction():
        activities.activity(terms=[theme], title=Text(en="Agencies and workers"))
        activities.activity(title=Text(en="Something else"))
        activities.course(title=Text(en="Undated otherwise"))

    shown = words(client.get("/en/courses?theme=recruitment"))
    assert "Agencies and workers" in shown
    assert "Labour migration" in shown  # the course
    assert "Something else" not in shown
    assert "Undated otherwise" not in shown


def test_only_themes_of_published_activities_can_be_chosen(client, theme):
    with transaction():
        draft = activities.activity(terms=[theme], state=State.DRAFT)
    assert activity_queries.themes() == []
    with transaction():
        draft.state = State.OPEN
    assert [key for key, _ in activity_queries.themes()] == ["recruitment"]


@pytest.mark.parametrize("path", ["/en/courses/A1", "/en/course/fair"])
def test_a_public_page_leads_to_what_else_is_about_its_themes(client, course, theme, path):
    with transaction():
        activities.activity(key="A1", terms=[theme])

    page = client.get(path, follow_redirects=True).page
    (link,) = (one for one in page.iterfind(".//a[@href]") if "theme=" in one.get("href"))
    assert (link.get("href"), link.text) == ("/en/courses?theme=recruitment", "Recruitment")


def test_a_theme_that_a_course_or_an_activity_has_cannot_be_deleted(
    client, coordinator, course, component
):
    with transaction():
        activities.activity(terms=[component])
    token = typed(client.get(LISTS))["csrf_token"]
    for one in course.terms:
        refused = client.post(f"{LISTS}/{one.id}/remove", data={"csrf_token": token})
        assert refused.status_code == 422
    assert activity_queries.uses()[component.id] == 2


def test_a_retired_theme_is_offered_only_where_it_was_chosen(client, coordinator, course, theme):
    with transaction():
        planning.retire_term(theme, by=coordinator, at=clock.now())
        other = activities.course(key="other")

    assert "Recruitment" in words(client.get(f"/staff/courses/{course.key}/terms"))
    assert "Recruitment" not in words(client.get(f"/staff/courses/{other.key}/terms"))
