"""What staff may read of the counts: nothing by which one reader could be known."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5  # of one file, in one month, from one country: fewer are told without the country


@dataclass(frozen=True, slots=True)
class Month:
    """How often a file was fetched in a month from the networks of a country; ``""``: any other.

    ``month`` is written as 2026-11.
    """

    file_id: int
    month: str
    country: str
    times: int


def told(counted: Iterable[Month]) -> list[Month]:
    """Return the counts as they may be told, ordered as they came.

    A country with fewer than five fetches of a file in a month is told as none. All sums are made
    of these rows, so that no difference of two sums tells more.
    """
    sums: Counter[tuple[int, str, str]] = Counter()
    for one in counted:
        country = one.country if one.times >= FEWEST else ""
        sums[one.file_id, one.month, country] += one.times
    return [Month(*key, times) for key, times in sums.items()]
