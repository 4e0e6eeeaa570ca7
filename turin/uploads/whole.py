"""Taking in a file of which all is here, in one go or as its last part comes."""

from contextlib import closing

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from turin import clock
from turin.db import transaction
from turin.db.transaction import abandon
from turin.people import current
from turin.uploads import access, operations, settling
from turin.uploads.models import State
from turin.uploads.refusals import ScannerAway
from turin.web.refusals import sentence

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
    settle(number)
    return access.upload(number, current.person()).state


def settle(number: int) -> str:
    """Judge an upload of the reader's if it is whole; return a sentence if it has to wait."""
    upload = access.upload(number, current.person())
    if upload.state is not State.WHOLE:
        return ""
    arrived = settling.arrived(upload)
    abandon()  # it takes seconds, in which nothing is asked of the database
    try:
        verdict = settling.judge(arrived)
    except ScannerAway as away:
        return sentence(away)
    with transaction():
        upload = access.upload(number, current.person(), lock=True)
        operations.settle(upload, verdict, by=current.person(), at=clock.now())
    return ""
