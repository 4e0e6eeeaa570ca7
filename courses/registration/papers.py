"""What floors above registration have for an applicant: links that her own page shows."""

from collections.abc import Callable, Iterable

from courses.registration.models import Application

Paper = tuple[str, str]  # what it is, in the reader's words, and where
Giver = Callable[[Application], Iterable[Paper]]

_givers: list[Giver] = []


def give(giver: Giver) -> None:
    """Have ``giver`` asked for papers whenever a page of an application is shown."""
    if giver not in _givers:
        _givers.append(giver)


def of(application: Application) -> list[Paper]:
    """Return the papers that there are for an application, in the order of who gives them."""
    return [paper for giver in _givers for paper in giver(application)]
