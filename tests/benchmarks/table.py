"""What was measured beside what was wanted, as a Markdown table."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what, the goal, what was found, and whether that is enough."""

    what: str
    goal: str
    figure: str
    met: bool

    def __str__(self) -> str:
        return f"| {self.what} | {self.goal} | {self.figure} | {'yes' if self.met else '**no**'} |"


HEAD = "| what | goal | found | met |\n|---|---|---|---|"


def told(row: Row) -> Row:
    """Say a figure as soon as it is known, on the side of the table that is to be kept."""
    print(row, file=sys.stderr, flush=True)
    return row
