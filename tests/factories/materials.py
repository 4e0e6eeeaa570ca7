"""Works of the library, and files in them."""

from courses.materials.derived import queries
from courses.materials.derived.models import DerivedFile, Kind
from courses.materials.derived.models import State as Derived
from courses.materials.models import Edition, MaterialFile, Translation, Work, WorkKind
from turin import storage
from turin.clock import now
from turin.db import db
from turin.db.search import index
from turin.db.types import Text


def work(key="handbook", languages=("en",), **over):
    """Return a stored work with one edition in ``languages``, none of them held."""
    values = {"kind": WorkKind.HANDBOOK, "title": Text(en="Handbook on migration")} | over
    made = Work(key=key, **values)
    made.editions = [
        Edition(
            name=Text(),
            translations=[Translation(language=language) for language in languages],
        )
    ]
    db.session.add(made)
    db.session.flush()
    index("work", made.id, made.title)
    return made


def held(made, language, content=b"the words of it", name="handbook.pdf", form="pdf"):
    """Store ``content`` as the file of ``made`` in ``language``."""
    stored = storage.store(content)
    translation = next(t for t in made.editions[0].translations if t.language == language)
    file = MaterialFile(
        format=form, name=name, sha256=stored.sha256, size=stored.size, added_at=now()
    )
    translation.files.append(file)
    db.session.flush()
    return file


def made(file, kind, content=None, **over):
    """Store what was made of ``file``: ``content``, or details alone."""
    stored = content and storage.store(content)
    values = {"sha256": stored.sha256, "size": stored.size} if stored else {}
    one = DerivedFile(
        source=file.sha256,
        kind=Kind(kind),
        format=file.format,
        language=file.translation.language,
        asked_at=now(),
        **{"state": Derived.MADE, "details": {}} | values | over,
    )
    db.session.add(one)
    db.session.flush()
    return one


def all_made(file):
    """Return what was made of ``file``."""
    return queries.of_source(file.sha256)
