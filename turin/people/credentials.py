"""Who somebody is who tells an address and a password.

Nothing here asks for a lock, since hashing takes a while.
"""

from collections.abc import Sequence

from turin.errors import Refused
from turin.people import passwords, queries
from turin.people.models import Person


class WrongPassword(Refused):
    """No account has this address and this password; which of the two is wrong is not said."""


def whose(email: str, password: str) -> Sequence[Person]:
    """Return the persons of this mailbox who have this password; an unknown one takes as long.

    Raises WrongPassword if there is none.
    """
    persons = queries.of_mailbox(email)
    if not persons:
        passwords.fits(password, None)
    found = [person for person in persons if passwords.fits(password, person.password_hash)]
    if not found:
        raise WrongPassword
    return found


def check_own(person: Person, password: str) -> None:
    """Raise WrongPassword if ``password`` is not the one that she has."""
    if not passwords.fits(password, person.password_hash):
        raise WrongPassword
