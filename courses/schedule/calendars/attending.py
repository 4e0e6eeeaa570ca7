"""In which activities somebody takes part: the floors above know, and tell when they are asked."""

from collections.abc import Callable, Iterable

from turin.people.models import Person

Teller = Callable[[Person], Iterable[int]]

_tellers: list[Teller] = []


def ask(teller: Teller) -> None:
    """Have ``teller`` asked for the ids of the activities in which a person takes part."""
    if teller not in _tellers:
        _tellers.append(teller)


def activities(person: Person) -> set[int]:
    """Return the ids of the activities in which ``person`` takes part."""
    return {number for teller in _tellers for number in teller(person)}
