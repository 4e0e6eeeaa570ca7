"""Rooms, trainers and whole programmes from a spreadsheet; who may, for how long, and long ones."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from courses.activities import queries as activities_known
from courses.exchange.imports import forms, operations, work
from courses.exchange.imports.models import ImportFile
from courses.schedule import queries
from courses.schedule.models import Room
from tests.courses.exchange.imports.sheets import xlsx
from tests.factories import activities, people, schedule
from tests.forms import words
from turin import clock
from turin.db import db, transaction
from turin.jobs import runner
from turin.jobs.models import Job
from turin.jobs.models import State as JobState
from turin.people.models import Person, Role
from turin.web import sheets

ROOMS, TRAINERS, PROGRAMMES = (
    f"/staff/imports/{kind}" for kind in ("rooms", "trainers", "programmes")
)
SESSIONS = "/staff/activities/A1/timetable/import"
PLANNED = (
    "code",
    "course",
    "First day",
    "Last day",
    "How people take part",
    "Time zone",
    "Working languages",
    "Seats",
    "Day",
    "Starts at",
    "Ends at",
    "Title",
    "Module",
)


def test_rooms_are_made_and_changed_and_what_has_no_column_stays(sara, upload, press):
    with transaction():
        schedule.room(name="Africa", capacity=10, equipment=["booths"], step_free=True)
        schedule.room(name="Oceania", capacity=10, city="Turin")
    page = upload(
        ROOMS,
        xlsx(
            ["Name", "Capacity", "City", "Open from"],
            ["africa", 40, None, time(7)],
            ["Asia", 12, "Turin", None],
            ["Oceania", 10, "Turin", None],
        ),
    )
    assert "New 1 Changed 1 There already 1" in words(page)
    assert press(page).location == "/staff/rooms"
    known = {room.name: room for room in db.session.scalars(select(Room))}
    assert (known["Africa"].capacity, known["Africa"].opens) == (40, time(7))
    assert (known["Africa"].equipment, known["Africa"].step_free) == (["booths"], True)
    assert (known["Asia"].capacity, known["Asia"].city) == (12, "Turin")


def test_faults_of_rooms_are_told(sara, upload):
    csv = "Name,Capacity,Open from,Open until\nA,0,,\nB,5,19:00,08:00\nC,5,,\nC,6,,\n,5,,\n"
    told = words(upload(ROOMS, csv.encode(), "rooms.csv"))
    assert "Write a whole number from 1 to 2000." in told
    assert "The room closes before it opens." in told
    assert "This room is named twice in the file." in told
    assert "This cell is empty. Fill it in." in told


def test_an_administrator_lets_trainers_in_and_nobody_else_does(client, sara, upload, press):
    assert client.get(TRAINERS).status_code == 404
    assert "Trainers" not in words(client.get("/staff/imports"))
    with transaction():
        administrator = people.person(Role.ADMINISTRATOR)
        known = people.person(name="Amadou Ba", email="amadou@ilo.example")
        teaches = people.person(Role.TRAINER, name="Ada Obi", email="ada@ilo.example")
    client.enter(administrator)
    rows = [
        ["Name", "Email address", "Language"],
        ["Amadou Ba", "AMADOU@ilo.example", None],
        ["Ada Obi", "ada@ilo.example", None],
        ["Lin Wei", "lin@ilo.example", "chinois"],
    ]
    page = upload(TRAINERS, xlsx(*rows, ["Somebody Else", "ada@ilo.example", None]))
    assert "This address is known as that of Ada Obi. Write the name so." in words(page)

    page = upload(TRAINERS, xlsx(*rows))
    assert "New 1 Changed 1 There already 1" in words(page)
    assert press(page).status_code == 303
    made = db.session.scalars(select(Person).where(Person.name == "Lin Wei")).one()
    assert {one.name for one in queries.trainers()} == {known.name, teaches.name, made.name}
    assert made.language == "zh"


@pytest.fixture
def course(sara):
    with transaction():
        return activities.course([activities.module(), activities.module()], key="migration")


def test_programmes_are_planned_from_their_courses_with_all_sessions(
    client, sara, course, upload, press
):
    second = course.modules[1].module.title["en"]
    about = [
        "migration",
        "2030-03-04",
        "2030-03-08",
        "In the field",
        "Asia/Kathmandu",
        "en; fr",
        20,
    ]
    book = xlsx(
        PLANNED,
        ["A9012345", *about, date(2030, 3, 4), "09:00", "12:00", "Opening", None],
        ["A9012345", *[None] * 7, date(2030, 3, 5), "09:00", "12:00", None, second],
        ["A9012346", course.title["en"], "2030-05", None, "turin", None, "ar", *[None] * 6],
    )
    assert press(upload(PROGRAMMES, book)).location == "/staff/activities"
    made = activities_known.find("A9012345")
    assert (str(made.starts), made.zone, made.seats) == ("2030-03-04", "Asia/Kathmandu", 20)
    assert [one.language for one in made.languages] == ["en", "fr"]
    assert [one.person_id for one in made.coordinators] == [sara.id]
    opening, taught = queries.of_activity(made)
    assert opening.title == {"en": "Opening"}
    assert (opening.zone, taught.title["en"]) == ("Asia/Kathmandu", second)
    assert taught.module.title["en"] == second
    assert str(activities_known.find("A9012346").starts) == "2030-05"


def test_faults_of_programmes_are_told_at_their_columns(client, sara, course, upload):
    with transaction():
        activities.activity([people.person(Role.COORDINATOR)], code="A9000099")
        activities.activity([sara], code="A9000098")
    about = ["migration", "2030-03-04", "2030-03-08", "turin", None, "en", 20]
    book = xlsx(
        PLANNED,
        ["A9012341", "no such course", *about[1:], *[None] * 5],
        ["A9012342", *about[:1], "2030-03-09", *about[2:], *[None] * 5],
        ["A9012343", *about, "2030-04-01", "09:00", "10:00", "Outside", None],
        ["A9012344", *about[:3], "online", *about[4:], *[None] * 5],
        ["A9000099", *about, *[None] * 5],
        ["A9000098", *about, *[None] * 5],
        ["no code", *about, *[None] * 5],
        ["A9012347", "migration", "someday", *about[2:], *[None] * 5],
        ["A9012347", *[None] * 7, "2030-03-04", "09:00", "10:00", "Of it", None],
    )
    page = upload(PROGRAMMES, book)
    told = [
        tuple("".join(cell.itertext()).split()[0] for cell in list(row)[:2])
        for row in page.page.find(".//tbody").iter("tr")
    ]
    assert told == [
        ("2", "B"),
        ("3", "D"),
        ("4", "I"),
        ("5", "F"),
        ("6", "A"),
        ("7", "A"),
        ("8", "A"),
        ("9", "C"),
    ]


def test_sessions_are_added_to_an_activity_that_is_there(client, activity, upload, press):
    heads = ["code", "Day", "Starts at", "Ends at", "Title"]
    book = xlsx(heads, [activity.code, "2030-03-04", "09:00", "10:00", "Added"])
    with transaction():
        activity.key = activity.code
    assert press(upload(PROGRAMMES, book)).status_code == 303
    assert [one.title for one in queries.of_activity(activity)] == [{"en": "Added"}]


def test_what_is_broken_gets_a_sentence_and_the_form(client, sara, upload, monkeypatch):
    page = upload(ROOMS, b"PK\x03\x04 broken")
    assert page.status_code == 422
    assert "We cannot read this file." in words(page)
    assert "Choose a file, or paste rows below." in words(upload(ROOMS, ""))
    assert "Nothing is filled in." in words(upload(ROOMS, xlsx(["Name", "Capacity"])))
    page = upload(ROOMS, xlsx(["Nom", "Colour"], ["Africa", "red"]))
    assert "The column “Capacity” is missing." in words(page)
    assert "These columns are not read, since we know no such heading: Colour" in words(page)
    monkeypatch.setattr(forms, "MOST", 1000)
    assert "one megabyte at most" in words(upload(ROOMS, b"x" * 1001))


def test_what_was_sent_is_hers_alone_and_for_an_hour(client, sara, upload, monkeypatch):
    page = upload(ROOMS, xlsx(["Name", "Capacity"], ["Africa", 30]))
    (file,) = db.session.scalars(select(ImportFile))
    assert "Africa" not in file.sealed
    with transaction():
        other = people.person(Role.ADMINISTRATOR)
    client.enter(other)
    assert client.get(page.request.path).status_code == 404

    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.enter(sara)
    assert client.get(page.request.path).status_code == 404
    with transaction():
        operations.forget(later)
    assert db.session.scalars(select(ImportFile)).all() == []


def test_many_rows_are_done_by_a_job_all_or_nothing(client, activity, upload, press, monkeypatch):
    monkeypatch.setattr(work, "MANY", 1)
    with transaction():
        africa = schedule.room(name="Africa")
    heads = ["Day", "Starts at", "Ends at", "Title", "Room"]
    book = xlsx(
        heads,
        ["2030-03-04", "08:00", "09:00", "Before", None],
        ["2030-03-04", "10:00", "11:00", "Taken", "Africa"],
    )
    page = upload(SESSIONS, book)
    started = press(page)
    assert started.location.startswith("/staff/jobs/")
    with transaction():
        taken = schedule.session(activity, room=africa, at="10:00")
    runner.run()
    told = words(client.get(started.location))
    assert "Row 3, column E Africa is taken from 10:00 to 11:30" in told
    assert queries.of_activity(activity) == [taken]

    with transaction():
        db.session.delete(queries.bookings_of([taken])[0])
        db.session.delete(taken)
    again = press(page)
    runner.run()
    with transaction():  # its worker ended before it could say so
        db.session.scalars(select(Job).order_by(Job.id.desc())).first().state = JobState.WAITING
    runner.run()
    assert "Finished." in words(client.get(again.location))
    assert len(queries.of_activity(activity)) == 2


def test_a_dry_run_asks_no_more_for_many_rows_than_for_few(client, activity, upload, statements):
    with transaction():
        schedule.room(name="Africa")
    heads = ["Day", "Starts at", "Ends at", "Title", "Room"]
    rows = [["2030-03-04", f"{9 + n}:00", f"{9 + n}:50", f"S{n}", "Africa"] for n in range(8)]
    few, many = (upload(SESSIONS, xlsx(heads, *rows[:number])) for number in (2, 8))
    paths = [page.request.path for page in (few, many)]
    counts = [statements(lambda path=path: client.get(path)) for path in paths]
    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize("kind", ["sessions", "rooms", "programmes"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_empty_sheet_of_a_kind_is_read_again(client, sara, kind, form):
    body = client.get(f"/staff/imports/{kind}.{form}").data
    (heads,) = sheets.sent(body)
    assert len(heads) > 5
