"""The person behind this request. Nobody else asks Flask-Login."""

from flask import has_request_context
from flask_login import UserMixin, current_user

from turin.people.models import Person, SignIn


class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """What Flask-Login holds: a sign-in, so that ending it signs that browser out."""

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.person = sign_in.person
        self.sign_in = sign_in
        self.token = token

    def get_id(self) -> str:
        """Return the token that the session cookie keeps."""
        return self.token


def someone() -> Person | None:
    """Return who is signed in, or None."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    person: Person = current_user.person
    return person


def person() -> Person:
    """Return who is signed in, where the route has declared that somebody is.

    Raises LookupError if nobody is.
    """
    if found := someone():
        return found
    raise LookupError("nobody is signed in")
