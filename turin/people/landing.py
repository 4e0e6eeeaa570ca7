"""Where somebody goes after her sign-in: her profile, unless a floor above has a better page."""

from flask import Flask, current_app, url_for

from turin.people.models import Person

LONGEST = 500
_KEY = "turin.landing"


def lead_to(app: Flask, *, staff: str, others: str) -> None:
    """Name the endpoints of the page for those who work here and of the page for all others."""
    app.extensions[_KEY] = (staff, others)


def address(person: Person, wanted: str = "") -> str:
    """Return the page she wanted, if it is one of ours, or else her own."""
    if local(wanted):
        return wanted
    staff, others = current_app.extensions.get(_KEY, ("people.profile", "people.profile"))
    return url_for(staff if person.works_here else others)


def local(path: str) -> bool:
    """Whether ``path`` is an address on this site and nothing that a browser takes elsewhere."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and len(path) <= LONGEST
        and all(letter > " " and letter not in "\\\x7f" for letter in path)
    )
