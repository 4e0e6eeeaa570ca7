"""A module is shared: what a change touches is shown first, and activities keep what they teach."""

import pytest
from sqlalchemy import func, select

from courses.activities.models import ActivityModule, State
from courses.catalogue.models import Module
from courses.materials.models import ModuleMaterial
from tests.factories import activities, materials, people, standards
from tests.forms import words
from turin.audit.models import AuditEntry
from turin.db import db, search, transaction
from turin.db.types import Text
from turin.people.models import Role


def answers(response) -> dict[str, str | list[str]]:
    """Return what a browser would send of the form on a page."""
    form = next(one for one in response.page.iter("form") if one.get("method") == "post")
    typed: dict[str, str | list[str]] = {
        field.get("name"): field.text or "" for field in form.iter("textarea")
    }
    for field in form.iter("input"):
        if field.get("type") != "checkbox":
            typed[field.get("name")] = field.get("value") or ""
        elif field.get("checked") is not None:
            typed.setdefault(field.get("name"), []).append(field.get("value"))
    return typed


def token(client) -> dict[str, str | list[str]]:
    """Return what a press of a button sends."""
    return {"csrf_token": answers(client.get("/staff/modules/gender"))["csrf_token"]}


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def module(app):
    with transaction():
        return activities.module(
            key="gender", title=Text(en="Gender", ar="النوع الاجتماعي"), example=True
        )


def change(client, **over):
    """Send the form as the page gives it, with some answers changed."""
    path = "/staff/modules/gender"
    typed = answers(client.get(path)) | over
    return client.post(path, data=typed)


def stored() -> Module:
    return db.session.scalars(select(Module).filter_by(key="gender")).one()


def test_the_list_says_by_how_many_courses_each_is_used(client, coordinator, module):
    with transaction():
        activities.course([module])
        activities.course([module])
    assert "Gender 6 2" in words(client.get("/staff/modules"))


def test_what_a_change_touches_is_shown_before_it_is_saved(client, coordinator, module):
    with transaction():
        activities.course([module], title=Text(en="The Turin course"))
        activities.activity((coordinator,), modules=[module], title=Text(en="Mine"))
        activities.activity(modules=[module], title=Text(en="Hidden"), state=State.DRAFT)
        activities.activity(modules=[module], title=Text(en="Over"), state=State.CLOSED)
    asked = change(client, title="Gender and work")
    shown = words(asked)
    assert "Before it is saved: what this touches" in shown
    assert "1 course reads otherwise at once: The Turin course" in shown
    assert "Mine" in shown
    assert "1 activity that others are planning keeps its words too." in shown
    assert "Hidden" not in shown
    assert "Over" not in shown
    assert stored().title["en"] == "Gender"

    assert client.post("/staff/modules/gender", data=answers(asked)).status_code == 303
    assert stored().title == Text(en="Gender and work", ar="النوع الاجتماعي")
    assert not stored().example  # loading the example again leaves it alone
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["catalogue.module"]


def test_what_touches_nothing_is_saved_at_once(client, coordinator, module):
    assert change(client, hours="9").status_code == 303
    assert stored().hours == 9


def test_what_touches_nothing_any_more_is_saved_though_it_was_shown(client, coordinator, module):
    """Else the page would ask once more, about nothing."""
    assert change(client, title="Women and men", seen="c1 h0").status_code == 303
    assert stored().title.get("en") == "Women and men"


def test_if_it_would_touch_something_else_meanwhile_that_is_shown_too(client, coordinator, module):
    with transaction():
        activities.course([module])
    asked = answers(change(client, hours="9"))
    with transaction():
        activities.course([module], title=Text(en="A new course"))
    assert "A new course" in words(client.post("/staff/modules/gender", data=asked))
    assert stored().hours == 6


def test_a_wrong_answer_comes_back_with_all_that_was_typed(client, coordinator, module):
    with transaction():
        stored().title = Text(en="Gender")
    wrong = change(client, title="", objectives="Know how.", hours="many")
    assert wrong.status_code == 422
    assert "Give the module a title." in words(wrong)
    assert answers(wrong)["hours"] == "many"
    assert answers(wrong)["objectives"] == "Know how."


def test_it_teaches_instruments_and_uses_materials_and_courses_are_found_by_its_words(
    client, coordinator, module
):
    with transaction():
        standards.instrument("C189", number=189)
        work = materials.work(key="booklet")
        course = activities.course([module])
    asked = change(client, objectives="Care work.", instruments=["C189"], works=["booklet"])
    client.post("/staff/modules/gender", data=answers(asked))
    assert [one.key for one in stored().instruments] == ["C189"]
    assert db.session.scalars(select(ModuleMaterial.work_id)).all() == [work.id]
    for word in ("care", "C189"):
        assert course.id in search.spoken("course", [course.id], word)
    assert search.spoken("work", [work.id], "gender") == {work.id: ["en"]}
    asked = change(client, works=[])
    client.post("/staff/modules/gender", data=answers(asked))
    assert db.session.scalar(select(func.count()).select_from(ModuleMaterial)) == 0
    assert search.spoken("work", [work.id], "gender") == {}


def test_an_activity_keeps_its_words_and_takes_new_ones_only_when_asked(
    client, coordinator, module
):
    with transaction():
        made = activities.activity((coordinator,), modules=[module])
    path = f"/staff/activities/{made.key}/modules"
    assert "All of them read as their modules do today." in words(client.get(path))
    with transaction():
        stored().objectives = Text(en="See where a rule weighs more on women.")
    shown = words(client.get(path))
    assert "1 module reads otherwise today." in shown
    assert "Today: See where a rule weighs more on women." in shown
    taught = db.session.scalars(select(ActivityModule)).one()
    assert taught.objectives != stored().objectives

    assert (
        client.post(f"{path}/{taught.id}/renew", data=answers(client.get(path))).status_code == 303
    )
    taught = db.session.scalars(select(ActivityModule)).one()
    assert taught.objectives == stored().objectives
    assert search.spoken("activity", [made.id], "weighs") == {made.id: ["en"]}


def test_what_was_taught_stays_as_it_was_taught(client, coordinator, module):
    with transaction():
        made = activities.running((coordinator,), modules=[module])
        taught = made.modules[0].id
        stored().title = Text(en="Women at work")
    path = f"/staff/activities/{made.key}/modules"
    page = client.get(path)
    assert "The activity keeps what it taught." in words(page)
    assert "Take the words of today" not in words(page)
    refused = client.post(f"{path}/{taught}/renew", data=token(client))
    assert refused.status_code == 422
    assert "stays as it was taught" in words(refused)
    assert db.session.scalars(select(ActivityModule)).one().title["en"] == "Gender"


def test_another_activitys_module_is_not_there(client, coordinator, module):
    with transaction():
        mine = activities.activity((coordinator,), modules=[module])
        other = activities.activity(modules=[module])
    path = f"/staff/activities/{mine.key}/modules"
    typed = token(client)
    assert client.post(f"{path}/{other.modules[0].id}/renew", data=typed).status_code == 404
