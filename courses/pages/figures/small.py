"""What may be told of a group without telling of a person: pure rules over counts.

A part of one or two people tells of them, and so does what can be reckoned back to it: the other
parts beside the sum, or the parts of all other activities beside those of the year.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

FEWEST = 3  # people whom a part must have, if it has any

Part = TypeVar("Part")


def may_be_told(parts: Counter[Part]) -> bool:
    """Whether all parts may be told: every one has nobody, or enough."""
    return all(count >= FEWEST for count in parts.values() if count)


def together(groups: Iterable[Counter[Part]]) -> tuple[Counter[Part], int]:
    """Return what may be told of several groups as one, and how many people it leaves out.

    The groups that may not be told by themselves are in it if they may be together: who takes the
    others from the sum has no less.
    """
    told: Counter[Part] = Counter()
    small: Counter[Part] = Counter()
    for parts in groups:
        sum_ = told if may_be_told(parts) else small
        sum_.update(parts)
    if may_be_told(small):
        return told + small, 0
    return told, small.total()


def of_many(parts: Counter[Part]) -> tuple[list[tuple[Part, int]], int]:
    """Return the parts of enough people, the most first, and how many are in all others together.

    The others are enough too, or nobody, or there is nothing beside them.
    """
    told = [(part, count) for part, count in parts.most_common() if count >= FEWEST]
    others = parts.total() - sum(count for _part, count in told)
    while told and 0 < others < FEWEST:
        others += told.pop()[1]
    return told, others
