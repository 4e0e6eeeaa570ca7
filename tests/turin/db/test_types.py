"""What columns give back is what was put in, on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import column, select, table, text
from sqlalchemy.exc import StatementError

from tests.factories import people
from turin.db import db, transaction
from turin.db.types import PartialDate, PartialDateColumn, Said, Text, TextColumn, Utc
from turin.organisations.models import Organisation
from turin.people.models import Person

KATHMANDU = timezone(timedelta(hours=5, minutes=45))
NOON = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)


def test_an_instant_comes_back_in_utc(app):
    with transaction():
        somebody = people.person(created_at=NOON.astimezone(KATHMANDU))
    db.session.expire(somebody)
    assert somebody.created_at == NOON
    assert somebody.created_at.utcoffset() == timedelta(0)


def test_the_database_holds_utc_whatever_zone_it_is_in(app):
    with transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL TIME ZONE 'Asia/Kathmandu'"))
        people.person(created_at=NOON)
    assert str(db.session.scalar(text("SELECT created_at FROM person")))[:19] == (
        "2026-10-25 12:00:00"
    )


def test_instants_compare_as_instants(app):
    with transaction():
        people.person(created_at=NOON)
    an_hour_later = (NOON + timedelta(hours=1)).astimezone(KATHMANDU)
    assert db.session.scalar(select(Person.id).where(Person.created_at < an_hour_later))
    assert not db.session.scalar(select(Person.id).where(Person.created_at > an_hour_later))


def test_an_instant_without_a_zone_is_refused(app):
    with pytest.raises(StatementError, match="no time zone"), transaction():
        people.person(created_at=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("2007-04", date(2007, 4, 1), date(2007, 4, 30)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2007-12", date(2007, 12, 1), date(2007, 12, 31)),
        ("2007-04-12", date(2007, 4, 12), date(2007, 4, 12)),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(iso, first, last):
    partial = PartialDate(iso)
    assert (partial.first, partial.last) == (first, last)
    assert partial.day == (first if first == last else None)


@pytest.mark.parametrize(
    "wrong", ["", "07", "2007-13", "2007-02-30", "2007-4", "April 2007", "٢٠٠٧"]
)
def test_what_is_no_date_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(wrong)


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2))
def test_partial_dates_sort_as_their_days_do(days):
    assert [date.fromisoformat(str(one)) for one in sorted(PartialDate(str(d)) for d in days)] == (
        sorted(days)
    )


@pytest.mark.parametrize("iso", ["2007", "2007-04", "2007-04-12"])
def test_a_partial_date_keeps_its_precision(app, iso):
    assert round_trip(PartialDateColumn(), PartialDate(iso)) == PartialDate(iso)


def test_an_empty_column_is_none(app):
    for kind in (PartialDateColumn(), Utc(), TextColumn()):
        assert round_trip(kind, None) is None


def round_trip(kind, value):
    """Store ``value`` in a column of ``kind`` and return what comes back."""
    rows = table("kept", column("value", kind))
    with db.engine.connect() as connection:
        made = kind.compile(db.engine.dialect)
        connection.execute(text(f"CREATE TEMPORARY TABLE kept (value {made})"))
        connection.execute(rows.insert().values(value=value))
        found = connection.scalar(select(rows.c.value))
        connection.rollback()
    return found


def test_a_text_comes_back_without_its_empty_languages(app):
    with transaction():
        made = Organisation(name=Text(en="Workers’ union", ar="نقابة العمال", ru=""))
        db.session.add(made)
    db.session.expire(made)
    assert made.name == {"en": "Workers’ union", "ar": "نقابة العمال"}
    assert isinstance(made.name, Text)


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        (("ar", "en"), Said("نعم", "ar")),
        (("tg", "ru", "en"), Said("да", "ru")),
        (("km", "fr"), Said("نعم", "ar")),
    ],
)
def test_a_text_is_said_in_the_first_language_it_has(chain, expected):
    assert Text(ar="نعم", ru="да").said(chain) == expected


def test_a_text_without_words_says_nothing():
    assert Text().said(("ar", "en")) == Said("", "en")
