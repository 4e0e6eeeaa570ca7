"""Sessions from a spreadsheet: a dry run that names row and column, then all or nothing."""

from datetime import date, time

import pytest

from courses.schedule import queries
from tests.courses.exchange.imports.sheets import xlsx
from tests.factories import people, schedule
from tests.forms import words
from turin.db import transaction
from turin.people.models import Role

IMPORT = "/staff/activities/A1/timetable/import"
HEADS = ("Day", "Starts at", "Ends at", "Title", "Module", "Room", "Trainers")


@pytest.fixture
def africa(activity):
    with transaction():
        return schedule.room(name="Africa")


@pytest.fixture
def ada(activity):
    with transaction():
        return people.person(Role.TRAINER, name="Ada Obi", email="ada@turin.example")


def rows_of(activity):
    return [
        (str(one.local_starts), str(one.local_ends), one.title["en"], one.room and one.room.name)
        for one in queries.of_activity(activity)
    ]


def test_sessions_are_made_by_one_button_after_the_dry_run(
    client, activity, africa, ada, upload, press
):
    page = upload(
        IMPORT,
        xlsx(
            HEADS,
            (date(2030, 3, 4), time(9), time(12, 30), "Opening", None, "africa", "Ada Obi"),
            ("05/03/2030", "14h00", "17:00", None, 1, None, "ada@turin.example"),
        ),
    )
    assert page.status_code == 200
    assert "Opening" in words(page)
    assert queries.of_activity(activity) == []

    assert press(page).location == "/staff/activities/A1/timetable"
    assert "It is done: 2 rows." in words(client.get("/staff/activities/A1/timetable"))
    title = activity.modules[0].title["en"]
    assert rows_of(activity) == [
        ("2030-03-04 09:00:00", "2030-03-04 12:30:00", "Opening", "Africa"),
        ("2030-03-05 14:00:00", "2030-03-05 17:00:00", title, None),
    ]
    trainers = [one.trainers for one in queries.with_trainers(activity)]
    assert trainers == [[ada], [ada]]


def test_each_fault_is_told_with_its_row_and_column_and_nothing_is_made(
    client, activity, africa, upload
):
    page = upload(
        IMPORT,
        xlsx(
            HEADS,
            ("2030-03-04", "09:00", "12:30", "Good", None, "Africa", None),
            ("2030-03-32", "09:00", "12:30", "No such day", None, None, None),
            ("2030-03-05", "noon", "12:30", "No time", None, None, "Nobody"),
            ("2030-03-14", "09:00", "12:30", "Outside", None, None, None),
            ("2030-03-06", "12:30", "09:00", "Backwards", None, "Nowhere", "Nobody"),
            ("2030-03-06", "09:00", None, None, 7, None, None),
        ),
    )
    told = [
        ["".join(cell.itertext()).split() for cell in row]
        for row in page.page.find(".//tbody").iter("tr")
    ]
    assert [(row[0], row[1][0]) for row in told] == [
        (["3"], "A"),
        (["4"], "B"),
        (["4"], "G"),
        (["5"], "A"),
        (["6"], "C"),
        (["6"], "F"),
        (["6"], "G"),
        (["7"], "C"),
        (["7"], "E"),
    ]
    assert "There is no such day in the calendar: 2030-03-32." in words(page)
    assert "Nothing can be imported yet: 9 things are to be mended." in words(page)
    assert "Import 1 row" not in words(page)
    assert queries.of_activity(activity) == []


def test_rows_that_clash_with_each_other_or_with_others_are_faults(activity, africa, ada, upload):
    with transaction():
        schedule.session(activity, room=africa, trainers=[ada])
    page = upload(
        IMPORT,
        xlsx(
            HEADS,
            ("2030-03-04", "10:00", "11:00", "Beside", None, "Africa", None),
            ("2030-03-05", "09:00", "10:00", "First", None, "Africa", None),
            ("2030-03-05", "09:30", "11:00", "Second", None, "Africa", "Ada Obi"),
            ("2030-03-04", "10:00", "11:00", "Ada", None, None, "Ada Obi"),
        ),
    )
    told = words(page)
    assert told.count("Africa is taken from 09:00 to 10:") == 2
    assert "Ada Obi teaches another session from 09:00 to 10:30" in told


def test_what_one_may_know_better_is_told_and_can_be_imported(activity, upload, press):
    with transaction():
        small = schedule.room(name="Asia", capacity=3)
    page = upload(IMPORT, xlsx(HEADS, ("2030-03-04", "09:00", "21:00", "Long", None, "Asia", None)))
    assert "Asia has 3 seats, and the group has 25 people" in words(page)
    assert "Asia is open from 08:00 to 19:00" in words(page)
    assert press(page).status_code == 303
    (made,) = queries.of_activity(activity)
    assert made.room == small


def test_what_was_pasted_needs_no_headings_and_stays_to_be_mended(client, activity, upload, press):
    pasted = "2030-03-04\t09:00\t10:30\t\tWelcome\n2030-03-05\tlate\t10:30\t\tMore\n"
    page = upload(IMPORT, pasted)
    assert "Write a time like 09:00 or 14:30." in words(page)
    area = page.page.find(".//textarea")
    assert area.text.strip() == pasted.strip()

    assert press(upload(IMPORT, pasted.replace("late", "9.30"))).status_code == 303
    assert [row[2] for row in rows_of(activity)] == ["Welcome", "More"]


def test_the_same_sheet_twice_leaves_what_is_there(activity, upload, press):
    sheet = xlsx(HEADS, ("2030-03-04", "09:00", "10:30", "Once", None, None, None))
    press(upload(IMPORT, sheet))
    page = upload(IMPORT, sheet)
    assert "All of it is there already" in words(page)
    assert press(page).status_code == 422
    assert len(queries.of_activity(activity)) == 1


def test_a_second_press_does_nothing_more(client, activity, upload, press):
    page = upload(IMPORT, xlsx(HEADS, ("2030-03-04", "09:00", "10:30", "Once", "", "", "")))
    assert press(page).status_code == 303
    assert press(page).location == "/staff/activities/A1/timetable"
    assert "This was imported already." in words(client.get("/staff/activities/A1/timetable"))
    assert len(queries.of_activity(activity)) == 1


def test_a_session_is_changed_by_its_reference_and_keeps_its_titles(activity, upload, press):
    with transaction():
        known = schedule.session(activity)
    page = upload(
        IMPORT,
        xlsx(
            ("reference", *HEADS),
            (known.uid, "2030-03-05", "10:00", "11:00", "Opening", None, None, None),
            ("no-such", "2030-03-05", "10:00", "11:00", "Opening", None, None, None),
        ),
    )
    assert "No other session of this activity has this reference" in words(page)
    page = upload(
        IMPORT,
        xlsx(
            ("reference", *HEADS),
            (known.uid, "2030-03-05", "10:00", "11:00", "Opening", None, None, None),
        ),
    )
    assert press(page).status_code == 303
    (changed,) = queries.of_activity(activity)
    assert str(changed.local_starts) == "2030-03-05 10:00:00"
    assert changed.title == {"en": "Opening", "ar": "الافتتاح"}


def test_a_room_taken_after_the_dry_run_stops_all_of_it(activity, africa, upload, press):
    page = upload(
        IMPORT,
        xlsx(
            HEADS,
            ("2030-03-04", "08:00", "09:00", "Before", None, None, None),
            ("2030-03-04", "10:00", "11:00", "Taken", None, "Africa", None),
        ),
    )
    with transaction():
        schedule.session(activity, room=africa, at="10:30")
    refused = press(page)
    assert refused.status_code == 422
    assert "Africa is taken from 10:30 to 12:00" in words(refused)
    assert len(queries.of_activity(activity)) == 1


def test_headings_are_read_in_arabic_and_values_with_arabic_digits(activity, upload, press):
    heads = ("اليوم", "وقت البدء", "وقت الانتهاء", "العنوان")
    page = upload(IMPORT, xlsx(heads, ("٢٠٣٠-٠٣-٠٤", "٠٩:٠٠", "١٠:٣٠", "الافتتاح")))
    assert press(page).status_code == 303
    assert [row[:2] for row in rows_of(activity)] == [
        ("2030-03-04 09:00:00", "2030-03-04 10:30:00")
    ]
