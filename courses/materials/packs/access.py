"""Whose a pack is: hers who may have all that is in it. The only way a route gets one.

And how large a pack she may have made.
"""

from werkzeug.exceptions import NotFound

from courses.materials import access
from courses.materials.packs import queries, rules
from courses.materials.packs.models import Pack, PackPart
from turin.access import Permission
from turin.people.models import Person


def pack(key: str, person: Person | None) -> Pack:
    """Return a pack to whoever may have all of it. Raises NotFound for anybody else."""
    found = queries.pack(key)
    if found is None or not _may_have(found, person):
        raise NotFound
    return found


def part(digest: str, name: str, person: Person | None) -> PackPart:
    """Return a part of a pack that she may have. Raises NotFound for any other."""
    for found in queries.parts(digest, name):
        if _may_have(found.pack, person):
            return found
    raise NotFound


def is_for_all(pack: Pack) -> bool:
    """Whether anybody may have it."""
    files = queries.files(pack)
    return files is not None and all(file.translation.open_to_all for file in files)


def allowance(person: Person | None) -> rules.Allowance:
    """Return how large a pack ``person`` (None: anybody) may have made."""
    if person is None:
        return rules.ANYBODY
    runs = person.may(Permission.RUN_ACTIVITIES)
    return rules.RUNS_ACTIVITIES if runs else rules.SIGNED_IN


def _may_have(pack: Pack, person: Person | None) -> bool:
    files = queries.files(pack)
    return files is not None and access.may_have_all(files, person)
