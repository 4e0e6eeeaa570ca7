"""Adding up how often files are fetched."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, extract, select, update

from courses.materials.demand.models import Fetched
from courses.materials.models import MaterialFile
from turin.db import db
from turin.db.afterwards import writes

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
    there = set(db.session.scalars(select(MaterialFile.id).where(MaterialFile.id.in_(asked))))
    for row, times in sorted(counted.items()):  # everybody in the same order: nobody waits for all
        if row.file_id in there:
            _add(row, times)


def _add(row: Row, times: int) -> None:
    same = (
        Fetched.file_id == row.file_id,
        Fetched.day == row.day,
        Fetched.country == row.country,
    )
    more = update(Fetched).where(*same).values(times=Fetched.times + times)
    if not db.session.execute(more).rowcount:  # type: ignore[attr-defined] # an update has it
        db.session.add(Fetched(**row._asdict(), times=times))
        db.session.flush()


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
    for row, times in sorted(months.items()):
        _add(row, times)
