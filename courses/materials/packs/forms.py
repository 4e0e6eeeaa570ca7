"""What a reader chooses for a pack, read from the page's address, and the refusals in words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from courses.materials.models import Work
from courses.materials.packs import rules
from turin.language.formats import number
from turin.web.refusals import sentence

MEGABYTE = 1_000_000
BUDGETS = (2, 5, 10, 25, 50, 100, 200, 500, 1000)  # megabytes
PARTS = (2, 5, 10, 25)
USUAL = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: languages, budget and parts (None: one) in megabytes, and which works."""

    languages: list[str]
    every: bool
    budget: int
    part: int | None
    works: frozenset[str] | None  # their ids, which keep a long address short; None: all

    @property
    def wish(self) -> rules.Wish:
        """What the rule goes by."""
        return rules.Wish(self.languages, self.every, self.budget * MEGABYTE)

    @property
    def most(self) -> int | None:
        """How many octets a part may have."""
        return self.part * MEGABYTE if self.part else None

    def of(self, works: Iterable[Work]) -> list[Work]:
        """Return those of the works that are ticked."""
        return [work for work in works if self.has(work)]

    def has(self, work: Work) -> bool:
        """Whether a work is ticked."""
        return self.works is None or str(work.id) in self.works

    def query(self, works: Iterable[Work]) -> list[tuple[str, str]]:
        """Return what asks the same of the works again, as names and values of an address."""
        return [
            ("shown", "1"),
            *(("in", code) for code in self.languages),
            *([("every", "1")] if self.every else []),
            ("budget", str(self.budget)),
            ("part", str(self.part or "")),
            *(("work", str(work.id)) for work in self.of(works)),
        ]


def asked(
    said: MultiDict[str, str], offered: Sequence[str], chain: Collection[str], most: int
) -> Asked:
    """Return what is asked; what is not said is as most readers want it.

    ``offered``: the languages that there are, hers first. Of those she gets her chain's, or the
    first, unless she says otherwise. ``most``: how many octets her pack may have.
    """
    shown = "shown" in said
    wanted = set(said.getlist("in")) if shown else set(chain) & set(offered) or set(offered[:1])
    return Asked(
        [code for code in offered if code in wanted],
        said.get("every") == "1",
        min(_one_of(BUDGETS, said.get("budget", "")) or USUAL, most // MEGABYTE),
        _one_of(PARTS, said.get("part", "")),
        frozenset(said.getlist("work")) if shown else None,
    )


def budgets(most: int) -> list[int]:
    """Return how many megabytes can be chosen by whom ``most`` octets are allowed."""
    return [one for one in BUDGETS if one * MEGABYTE <= most]


def _one_of(choices: Sequence[int], said: str) -> int | None:
    return next((one for one in choices if str(one) == said), None)


def megabytes(choices: Sequence[int]) -> list[tuple[str, str]]:
    """Return sizes to choose from, with their words."""
    return [(str(one), _("%(number)s MB", number=number(one))) for one in choices]


@sentence.register
def _empty(_refusal: rules.Empty) -> str:
    return _("Nothing that you chose fits. Choose more room, other languages or other documents.")


@sentence.register
def _too_many(refusal: rules.TooMany) -> str:
    return ngettext(
        "A pack holds %(num)s document at most. Choose fewer.",
        "A pack holds %(num)s documents at most. Choose fewer.",
        refusal.facts["most"],
    )


@sentence.register
def _no_room(_refusal: rules.NoRoom) -> str:
    return _(
        "So many packs were made today that there is no room for this one. Choose fewer documents,"
        " or try again tomorrow."
    )
