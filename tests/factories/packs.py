"""Packs, made or still to be made."""

from courses.materials.derived import queries as derived
from courses.materials.packs import operations, rules
from turin import storage
from turin.clock import now
from turin.db import db
from turin.jobs import runner


def pack(works, languages=("en",), *, language="en", most=None, **wish):
    """Return a pack of ``works`` that somebody has just asked for."""
    hers, wanted = {one.id for one in works}, rules.Wish(list(languages), **wish)
    choice = rules.choose(works, hers, wanted, derived.lighter(works))
    titles = {one.id: one.title.said([language]).words for one in works}
    asked = {"language": language, "most": most, "back_to": "/en/packs/library"}
    return operations.ask(choice, titles=titles, **asked, by=None, at=now())


def made(works, **how):
    """Return a pack with one part, which was made some other way."""
    found = pack(works, **how)
    stored = storage.store(b"PK a pack of " + found.key.encode())
    part = operations.PackPart(
        number=1, name="pack.zip", sha256=stored.sha256, size=stored.size, documents=1
    )
    operations.keep(found, [part])
    return found


def make():
    """Do the work that waits; return the parts' paths."""
    runner.run()
    db.session.expire_all()
