"""What a certificate says: every fact that is printed, and nothing else."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: the name, and the function in the certificate's language."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The facts of one certificate, frozen at its issue.

    ``language`` is the certificate's; the activity's title may be in another, where it has none.
    """

    language: str
    holder: str
    heading: str
    activity: str
    activity_language: str
    start: date
    end: date
    venue: str
    days: int
    hours: int
    number: str
    url: str
    issued_on: date
    signatories: tuple[Signatory, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON keeps it, dates as 2027-03-19."""
        days = {name: getattr(self, name).isoformat() for name in _DAYS}
        return asdict(self) | days | {"signatories": [asdict(one) for one in self.signatories]}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Return what `as_json` kept."""
        days = {name: date.fromisoformat(kept[name]) for name in _DAYS}
        signatories = tuple(Signatory(**one) for one in kept["signatories"])
        return cls(**kept | days | {"signatories": signatories})


_DAYS = ("start", "end", "issued_on")
