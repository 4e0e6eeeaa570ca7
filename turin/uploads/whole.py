"""Taking in a file of which all is here, in one go, as its last part comes, or again later."""

import logging
from collections.abc import Callable
from contextlib import closing

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import NotFound

from turin import clock
from turin.db import db, transaction
from turin.db.transaction import abandon
from turin.people import current
from turin.people.models import Person
from turin.uploads import access, operations, queries, scanning, settling
from turin.uploads.models import State
from turin.uploads.refusals import ScannerAway

log = logging.getLogger(__name__)
PART = 1 << 20  # octets


def take(file: FileStorage) -> State:
    """Take in what a form without a script sent. Raises what `operations.begin` does."""
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    with closing(file), transaction():
        by, at = current.person(), clock.now()
        upload = operations.begin(file.filename or _("File"), size, "", by=by, at=at)
        number, offset = upload.id, 0
        while upload.state is State.COMING and (part := file.stream.read(PART)):
            operations.append(upload, offset, part, at=at)
            offset += len(part)
    settle(number, current.person())
    return access.upload(number, current.person()).state


def settle(number: int, person: Person) -> bool:
    """Judge an upload of hers if it is whole; return whether it need not wait for the scanner."""
    upload = access.upload(number, person)
    if upload.state is not State.WHOLE:
        return True
    arrived = settling.arrived(upload)
    abandon()  # it takes seconds, in which nothing is asked of the database
    try:
        verdict = settling.judge(arrived)
    except ScannerAway:
        return False
    with transaction():
        upload = access.upload(number, person, lock=True)
        operations.settle(upload, verdict, by=person, at=clock.now())
    return True


def settle_waiting(enough: Callable[[], bool]) -> None:
    """Judge again what waits for the scanner, first come first, until it is enough.

    Whoever looks at one at the same moment does no harm: it is settled once. Opens its own
    transactions.
    """
    if not scanning.answers():
        return
    for number, person_id in queries.unsettled():
        if enough():
            return
        try:
            settle(number, db.session.get_one(Person, person_id))
        except NotFound:
            log.info("upload %s was deleted while it was looked at", number)
        except Exception:
            log.exception("upload %s could not be looked at; the others go on", number)
        finally:
            abandon()
