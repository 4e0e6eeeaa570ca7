"""Adding up how often files are fetched."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, extract, select

from courses.materials.demand.models import Fetched
from courses.materials.models import MaterialFile
from turin.db import db
from turin.db.afterwards import writes
from turin.db.insert import insert_or_add

FETCHED = "materials.fetched"
BY_DAY = timedelta(days=90)


class Row(NamedTuple):
    """What is counted together: a file, a day, and a country or none."""

    file_id: int
    day: date
    country: str


@writes(FETCHED)
def add(counted: Counter[Row]) -> None:
    """Add what was counted; of a file that is gone meanwhile nothing is known any more."""
    asked = {row.file_id for row in counted}
    query = select(MaterialFile.id).where(MaterialFile.id.in_(asked)).order_by(MaterialFile.id)
    there = set(db.session.scalars(query.with_for_update(read=True, key_share=True)))
    _add({row: times for row, times in counted.items() if row.file_id in there})


def _add(counted: Mapping[Row, int]) -> None:
    in_order = sorted(counted.items())  # everybody's: nobody waits for all
    insert_or_add(Fetched, "times", [row._asdict() | {"times": times} for row, times in in_order])


def fold(at: datetime) -> None:
    """Make one row of the days of each month that ended more than 90 days ago."""
    before = (at - BY_DAY).date().replace(day=1)
    rest = (Fetched.day < before, extract("day", Fetched.day) != 1)
    days = db.session.scalars(
        select(Fetched).where(*rest).order_by(Fetched.file_id, Fetched.day, Fetched.country)
    ).all()
    months = Counter[Row]()
    for one in days:
        months[Row(one.file_id, one.day.replace(day=1), one.country)] += one.times
    db.session.execute(delete(Fetched).where(*rest).execution_options(synchronize_session=False))
    _add(months)
