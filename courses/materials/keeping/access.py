"""The only way a staff page gets a work, or an edition, a translation or a file of it."""

from werkzeug.exceptions import NotFound

from courses.materials.keeping import queries
from courses.materials.models import Edition, MaterialFile, Translation, Work


def work(key: str) -> Work:
    """Return a work with all that belongs to it: who keeps the library shares it. Or NotFound."""
    found = queries.work(key)
    if found is None:
        raise NotFound
    return found


def edition(key: str, number: int) -> Edition:
    """Return an edition of that work. Raises NotFound for any other."""
    for one in work(key).editions:
        if one.id == number:
            return one
    raise NotFound


def translation(key: str, number: int) -> Translation:
    """Return a translation of that work. Raises NotFound for any other."""
    for one in work(key).editions:
        for found in one.translations:
            if found.id == number:
                return found
    raise NotFound


def file(key: str, number: int) -> MaterialFile:
    """Return a file of that work. Raises NotFound for any other."""
    for one in work(key).editions:
        for each in one.translations:
            for found in each.files:
                if found.id == number:
                    return found
    raise NotFound
