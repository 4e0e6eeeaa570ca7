"""Lists of staff pages as files: the rows of the page, and nothing that a program would compute."""

from datetime import date

import pytest

from courses.activities.models import ActivityCheck, Usual
from courses.activities.operations import index
from courses.exchange.imports.looking import COLUMNS
from courses.exchange.imports.models import Kind
from courses.schedule import queries
from tests import spreadsheets
from tests.courses.exchange.imports.sheets import xlsx
from tests.factories import activities, outcomes, people, schedule
from tests.forms import typed, words
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people.models import Role
from turin.web import sheets

FILES = "/staff/lists"
EVIL = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def sara(client):
    with transaction():
        person = people.person(Role.COORDINATOR, name="Sara Bianchi", language="en")
    client.enter(person)
    return person


@pytest.fixture
def activity(sara):
    with transaction():
        return activities.activity(
            [sara],
            key="A1",
            code="A1",
            starts=PartialDate("2030-03-04"),
            ends=PartialDate("2030-03-08"),
            modules=[activities.module()],
        )


def csv(client, path) -> list[list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    return sheets.sent(answer.data)


def test_the_list_of_activities_has_the_filters_of_its_page(client, sara, activity):
    with transaction():
        may = PartialDate("2030-05")
        activities.activity([sara], code="A2", title=Text(en=EVIL), starts=may, ends=may)
        activities.activity([people.person(Role.COORDINATOR)], code="A3")
        index(activity)
    heads, *rows = csv(client, f"{FILES}/activities.csv")
    assert [row[0] for row in rows] == ["A1", "A2"]
    assert heads[:4] == ["Code", "Title", "First day", "Last day"]
    assert rows[1][1:3] == [f"'{EVIL}", "2030-05"]
    assert [row[0] for row in csv(client, f"{FILES}/activities.csv?q=Fair")[1:]] == ["A1"]
    assert [row[0] for row in csv(client, f"{FILES}/year.csv?when=2030-05")[1:]] == ["A2"]
    page = client.get("/staff/activities?q=Fair&_external=1")
    hrefs = {link.get("href") for link in page.page.iter("a")}
    assert f"{FILES}/activities.xlsx?q=Fair&_external=1" in hrefs


def test_a_formula_in_a_title_stays_a_text_in_both_forms_and_comes_back_as_it_was(client, activity):
    with transaction():
        schedule.session(activity, title=Text(en=EVIL))
    path = "/staff/activities/A1/lists/timetable"
    book = client.get(f"{path}.xlsx").data
    assert spreadsheets.read(book).formulas == []
    title = [column.key for column in COLUMNS[Kind.SESSIONS]].index("title")
    for cells in (spreadsheets.read(book).rows[1], csv(client, f"{path}.csv")[1]):
        assert cells[title] == f"'{EVIL}"
    reading = sheets.read(sheets.sent(book), COLUMNS[Kind.SESSIONS])
    assert reading.faults == []
    assert reading.rows[0]["title"] == EVIL


def test_a_timetable_goes_out_is_changed_and_comes_in_again(client, sara, activity):
    with transaction():
        ada = people.person(Role.TRAINER, name="Ada Obi")
        taught = activity.modules[0]
        session = schedule.session(
            activity,
            room=schedule.room(name="Africa"),
            trainers=[ada],
            module=taught,
            languages=["en"],
            seats=12,
        )
    heads, row = csv(client, "/staff/activities/A1/lists/timetable.csv")
    row[heads.index("Starts at")] = "08:00"
    path = "/staff/activities/A1/timetable/import"
    pasted = "\n".join("\t".join(str(cell or "") for cell in line) for line in (heads, row))
    token = typed(client.get(path))["csrf_token"]
    sent = client.post(path, data={"csrf_token": token, "pasted": pasted})
    page = client.get(sent.location)
    assert "Changed 1" in words(page)
    client.post(sent.location, data={"csrf_token": typed(page)["csrf_token"]})

    (changed,) = queries.with_trainers(activity)
    assert (changed.id, str(changed.local_starts)) == (session.id, "2030-03-04 08:00:00")
    assert (changed.room.name, changed.trainers, changed.module) == ("Africa", [ada], taught)
    assert (changed.title, changed.seats, changed.languages) == (session.title, 12, ["en"])


def test_rooms_and_their_weeks_are_files_too(client, sara, activity):
    with transaction():
        ada = people.person(Role.TRAINER, name="Ada Obi")
        room = schedule.room(name="Africa", equipment=["booths"], step_free=True)
        schedule.session(activity, room=room, trainers=[ada])
    (heads, row) = csv(client, f"{FILES}/rooms.csv")
    assert row[:2] == ["Africa", "30"]
    reading = sheets.read(sheets.sent(xlsx(heads, row)), COLUMNS[Kind.ROOMS])
    assert reading.rows[0]["equipment"] == ["booths"]
    assert reading.rows[0]["step_free"]
    for path in (f"{FILES}/week.csv", f"{FILES}/trainers/{ada.id}.csv"):
        (_heads, row) = csv(client, f"{path}?from=2030-03-06")
        assert row == [
            *["Africa", "2030-03-04", "09:00", "10:30", "Europe/Rome"],
            *["A1", "Fair recruitment", "Opening"],
        ]
        assert len(csv(client, f"{path}?from=2031-99-99")) == 1


def test_what_was_undertaken_is_a_file_of_an_activity_and_of_all(client, sara, activity):
    with transaction():
        declared = outcomes.outcome(activity)
        outcomes.commitment(declared, sara, owner="Ministry of Labour")
    (_heads, row) = csv(client, f"{FILES}/commitments.csv")
    assert "Ministry of Labour" in row
    assert len(csv(client, f"{FILES}/commitments.csv?owner=nobody")) == 1
    (_heads, row) = csv(client, "/staff/activities/A1/lists/outcomes.csv")
    assert "Ministry of Labour" in row


def test_a_checklist_is_a_file(client, activity):
    with transaction():
        db.session.add(ActivityCheck(activity=activity, usual=Usual.VISAS, days=-30))
    (_heads, row) = csv(client, "/staff/activities/A1/lists/checklist.csv")
    assert row[1] == str(date(2030, 2, 2))


def test_a_file_asks_no_more_for_many_rows_than_for_few(client, sara, activity, statements):
    def add(number):
        with transaction():
            declared = outcomes.outcome(activity)
            for _ in range(number):
                schedule.session(activity, day=0, module=activity.modules[0])
                outcomes.commitment(declared, sara)
                activities.activity([sara])

    paths = [f"{FILES}/{one}.csv" for one in ("activities", "commitments", "week")]
    paths += [f"/staff/activities/A1/lists/{one}.csv" for one in ("timetable", "outcomes")]
    add(1)
    few = [statements(lambda path=path: client.get(path)) for path in paths]
    add(3)
    many = [statements(lambda path=path: client.get(path)) for path in paths]
    assert few == many
    assert max(many) <= 10


def test_cells_are_divided_as_programs_of_the_readers_language_expect(client, sara, activity):
    assert b"Code,Title" in client.get(f"{FILES}/activities.csv").data
    with transaction():
        sara.language = "fr"
    assert b"Code;Titre" in client.get(f"{FILES}/activities.csv").data
