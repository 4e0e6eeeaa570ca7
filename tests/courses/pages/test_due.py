"""What a coordinator is told to do today, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from courses.activities.models import Activity, ActivityCheck, Anchor, Backing, State, Usual
from courses.pages.due import Figures, Task, due
from courses.registration.models import State as Applied
from courses.schedule.inviting.models import Invitation
from turin.db.types import PartialDate

TODAY = date(2027, 3, 1)


def tasks(figures=None, **values):
    activity = Activity(
        **{
            "state": State.OPEN,
            "starts": PartialDate("2027-05-10"),
            "ends": PartialDate("2027-05-14"),
            "seats": 25,
        }
        | values
    )
    found = due(activity, figures or Figures({}, 0, 0), TODAY)
    return [(one.task, one.count, one.late) for one in found]


@pytest.mark.parametrize(("days", "late"), [(7, False), (8, True)])
def test_who_has_not_answered_is_waited_for_and_is_late_after_a_week(days, late):
    asked = datetime.combine(TODAY, time(9), UTC) - timedelta(days=days)
    invited = (Invitation(name="Ada Obi", sent_at=asked),)

    told = tasks(Figures({}, 0, 0, invited=invited), state=State.DRAFT)
    assert told[1:] == [(Task.AWAIT, 1, late)]
    assert tasks(Figures({}, 0, 0, invited=invited), ends=PartialDate("2027-02")) == []


def test_a_draft_waits_to_be_opened_and_presses_when_it_is_near():
    assert tasks(state=State.DRAFT) == [(Task.OPEN, 0, True)]
    assert tasks(state=State.DRAFT, starts=PartialDate("2027-11")) == [(Task.OPEN, 0, False)]


def test_applications_wait_for_review_and_press_after_the_deadline():
    figures = Figures({Applied.SUBMITTED: 7}, 0, 0)

    assert tasks(figures, deadline=date(2027, 3, 9)) == [(Task.REVIEW, 7, False)]
    assert tasks(figures, deadline=date(2027, 2, 27)) == [(Task.REVIEW, 7, True)]


@pytest.mark.parametrize(("confirmed", "proposed"), [(20, 3), (23, 2), (25, 0)])
def test_a_free_seat_is_proposed_to_the_reserve(confirmed, proposed):
    figures = Figures({Applied.CONFIRMED: confirmed, Applied.RESERVED: 3}, 0, 0)

    assert tasks(figures) == ([(Task.FILL, proposed, False)] if proposed else [])


def test_a_freed_seat_is_proposed_though_others_wait_for_review():
    figures = {Applied.CONFIRMED: 24, Applied.RESERVED: 3, Applied.SUBMITTED: 2}

    assert tasks(Figures(figures, 0, 0)) == [(Task.REVIEW, 2, False)]
    assert tasks(Figures(figures, 0, 0, freed=True)) == [
        (Task.REVIEW, 2, False),
        (Task.FILL, 1, False),
    ]


def test_it_is_told_that_an_activity_starts_within_a_week():
    assert tasks(starts=PartialDate("2027-03-04")) == [(Task.PREPARE, 3, False)]


def test_marks_and_certificates_wait_when_it_is_over():
    values = {
        "state": State.CLOSED,
        "starts": PartialDate("2027-02-15"),
        "ends": PartialDate("2027-02-19"),
    }

    assert tasks(Figures({}, 2, 18), **values) == [
        (Task.MARK, 2, False),
        (Task.CERTIFY, 18, False),
    ]


def test_the_day_of_go_or_no_go_is_told_a_week_before_and_presses_after():
    for day, told in (("09", []), ("08", [(Task.DECIDE, 9, False)])):
        backing = Backing(decide_by=date(2027, 3, int(day)))
        assert tasks(Figures({Applied.CONFIRMED: 9}, 0, 0), backing=backing) == told
    late = Backing(decide_by=date(2027, 2, 28))
    assert tasks(backing=late) == [(Task.DECIDE, 0, True)]
    assert tasks(backing=late, state=State.CONFIRMED) == []


def test_lines_of_the_checklist_are_told_a_week_before_and_press_after():
    lines = tuple(
        ActivityCheck(anchor=Anchor.START, days=days, usual=Usual.VISAS)
        for days in (-71, -70, -63, -62)  # from 28 February to 9 March
    )
    assert tasks(Figures({}, 0, 0, lines=lines)) == [
        (Task.LINE, 0, True),
        (Task.LINE, 0, False),
        (Task.LINE, 0, False),
    ]


def test_what_the_figures_tell_is_not_told_once_more_as_a_line():
    line = ActivityCheck(anchor=Anchor.START, days=-71, usual=Usual.SELECTION)

    assert tasks(Figures({Applied.SUBMITTED: 7}, 0, 0, lines=(line,))) == [(Task.REVIEW, 7, False)]
    assert tasks(Figures({}, 0, 0, lines=(line,))) == [(Task.LINE, 0, True)]


def test_a_cancelled_activity_asks_for_nothing():
    assert tasks(Figures({Applied.SUBMITTED: 7}, 0, 0), state=State.CANCELLED) == []
