"""What is open and coming, for programs."""

from datetime import timedelta

import pytest

from courses.activities.models import Choice, State
from tests.factories import activities, people, schedule
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role

FEED = "/ar/activities.json"
LINK = "https://meet.example/secret"


@pytest.fixture
def coming(app):
    with transaction():
        ada = people.person(Role.TRAINER, name="Ada Obi")
        made = activities.activity(
            [people.person(Role.COORDINATOR, name="Sara Bianchi")],
            ("en", "ar"),
            code="A1",
            starts=PartialDate("2031-03"),
            ends=None,
            title=Text(fr="Recrutement équitable"),
            city=Text(),
        )
        room = schedule.room(name="Africa")
        schedule.session(made, room=room, trainers=[ada], link=LINK, minutes=60)
    return made


def test_an_activity_is_told_as_far_as_it_is_known_with_its_languages(client, coming):
    told = client.get(FEED).json
    (one,) = told["activities"]
    assert (told["language"], told["total"], told["pages"], told["next"]) == ("ar", 1, 1, None)
    assert one["title"] == {"words": "Recrutement équitable", "language": "fr"}
    assert (one["starts"], one["ends"], one["city"], one["open"]) == ("2031-03", None, None, True)
    assert one["venue"] == {"words": "حرم تورينو", "language": "ar"}
    assert one["languages"] == [
        {"code": "en", "interpreted": False},
        {"code": "ar", "interpreted": False},
    ]
    assert client.get(one["page"]).status_code == 200
    assert client.get(one["more"]).json["key"] == "A1"


def test_its_programme_names_neither_trainers_nor_the_way_into_a_room(client, coming):
    answer = client.get("/en/activities/A1.json")
    (session,) = answer.json["sessions"]
    assert session["title"] == {"words": "Opening", "language": "en"}
    assert (session["starts"], session["ends"]) == ("2031-03-01T09:00", "2031-03-01T10:00")
    assert session["starts_at"] == "2031-03-01T08:00+00:00"
    assert session["room"] == "Africa"
    for secret in ("Ada Obi", "Sara Bianchi", LINK, "workers", "audience"):
        assert secret not in answer.text


def test_what_is_not_published_or_over_is_not_told(client, coming):
    with transaction():
        activities.activity(code="A2", state=State.DRAFT)
        activities.running(code="A3", state=State.CLOSED)
        activities.activity(code="A4", choice=Choice.INVITATION)
    told = client.get("/en/activities.json").json["activities"]
    assert {one["key"]: one["by_invitation"] for one in told} == {"A1": False, "A4": True}
    assert client.get("/en/activities/A2.json").status_code == 404


def test_every_page_leads_to_the_next_until_the_last(client, coming, statements):
    with transaction():
        for day in range(25):
            start = activities.TODAY + timedelta(days=50 + day)
            activities.activity(starts=PartialDate(str(start)), ends=None)
    first = client.get("/fr/activities.json?lang=en")
    assert first.json["next"].endswith("/fr/activities.json?lang=en&page=2")
    second = client.get(first.json["next"]).json
    assert (len(first.json["activities"]), len(second["activities"])) == (20, 6)
    assert second["next"] is None
    assert statements(lambda: client.get("/zh/activities.json")) <= 5


@pytest.mark.parametrize("packed", ["br", "identity"])
def test_who_has_it_already_is_told_so_in_a_word(client, coming, packed):
    asks = {"Accept-Encoding": packed}
    first = client.get(FEED, headers=asks)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(FEED, headers={**asks, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]

    with transaction():
        coming.title = Text(en="Another title")
    anew = client.get(FEED, headers={**asks, "If-None-Match": first.headers["ETag"]})
    assert anew.status_code == 200
