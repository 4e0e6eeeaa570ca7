"""Files on their way in."""

import hashlib
from datetime import timedelta

from turin import clock, storage
from turin.db import db
from turin.uploads import parts
from turin.uploads.models import State, Upload


def upload(person, state=State.TAKEN, *, content: bytes = b"Rights", **over) -> Upload:
    """Add a file of ``person``: taken, or as far as ``state`` says."""
    here = state in {State.COMING, State.WHOLE}
    taken = {"format": "txt", "sha256": hashlib.sha256(content).hexdigest()}
    values = {"name": "notes.txt"} | (taken if state is State.TAKEN else {}) | over
    made = Upload(
        person_id=person.id,
        size=len(content),
        received=len(content),
        state=state,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
        **values,
    )
    db.session.add(made)
    db.session.flush()
    if here:
        parts.write(made.id, 0, content[: made.received])
    elif state is State.TAKEN:
        storage.store(content)
    return made
