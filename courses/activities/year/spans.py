"""Which days a view shows, and where on it an activity is: pure rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from courses.activities.models import Activity
from turin.db.types import PartialDate

FIRST, LAST = 1990, 2100  # the years that can be looked at


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``: a year, or a month of one."""

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """The year or the month before it."""
        return self._next_to(self.first - timedelta(days=1))

    @property
    def after(self) -> "Span":
        """The year or the month after it."""
        return self._next_to(self.last + timedelta(days=1))

    @property
    def whole(self) -> "Span":
        """The year that it is part of."""
        return Span(self.year)

    @property
    def months(self) -> list["Span"]:
        """The months of its year."""
        return [Span(self.year, month) for month in range(1, 13)]

    @property
    def said(self) -> str:
        """It as addresses have it: 2027, or 2027-03."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def marks(self) -> list[date]:
        """Where its scale has a mark: each month of a year, each Monday of a month."""
        if self.month is None:
            return [month.first for month in self.months]
        days = (self.first + timedelta(days=day) for day in range(self.days))
        return [day for day in days if day.weekday() == 0]

    def place(self, day: date) -> int:
        """Return how many of its days are before ``day``, kept within it."""
        return min(max((day - self.first).days, 0), self.days)

    def bar(self, activity: Activity) -> tuple[int, int]:
        """Return after how many days the bar of ``activity`` starts, and how many it takes.

        Where only the month is known it takes the whole month: the view says so by its dates.
        """
        starts = self.place(activity.starts.first)
        ends = self.place((activity.ends or activity.starts).last + timedelta(days=1))
        return starts, max(1, ends - starts)

    def _next_to(self, day: date) -> "Span":
        return Span(day.year, day.month if self.month else None)


def asked(said: str, today: date) -> Span:
    """Return the year or month of ``2027`` or ``2027-03``; that of ``today`` for anything else."""
    try:
        day = PartialDate(said).first
    except ValueError:
        return Span(today.year)
    if not FIRST <= day.year <= LAST:
        return Span(today.year)
    return Span(day.year, day.month if "-" in said else None)
