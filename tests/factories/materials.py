"""Works of the library, and files in them."""

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
