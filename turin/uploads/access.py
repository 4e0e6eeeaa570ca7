"""Who may go on with which file: who began it."""

from werkzeug.exceptions import NotFound

from turin.db import db
from turin.people.models import Person
from turin.uploads.models import Upload


def upload(number: int, person: Person, *, lock: bool = False) -> Upload:
    """Return a file of hers. Raises NotFound for anybody else's, and for one that was claimed."""
    asked = {"with_for_update": True, "populate_existing": True} if lock else {}
    found = db.session.get(Upload, number, **asked)  # type: ignore[arg-type]
    if found is None or found.person_id != person.id or found.claimed_at is not None:
        raise NotFound
    return found
