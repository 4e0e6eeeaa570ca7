"""A language that nobody speaks: our English with accents, and longer by two fifths.

What it says is read as easily as English; what stays plain was never given to a translator, and
what is cut or pushed out of the page will be so in German, Russian or Tamil.
"""

import re
from contextlib import contextmanager

from babel.support import NullTranslations
from flask_babel import Domain

from turin.language import gettext

PLACEHOLDER = re.compile(r"(%\(\w+\)s|&\w+;|<[^>]*>)")
ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéîñöšûýžÁÇÉÎÑÖŠÛÝŽ")
LONGER = 0.4
FILLING = "löñgér "


class Pseudo(NullTranslations):
    """Puts every sentence into it."""

    def gettext(self, message):
        return spoken(message)

    def ngettext(self, singular, plural, num):
        return spoken(singular if num == 1 else plural)

    def pgettext(self, _context, message):
        return spoken(message)

    ugettext, ungettext, upgettext = gettext, ngettext, pgettext


def spoken(message: str) -> str:
    """Return a sentence as it is said there; its placeholders stay."""
    pieces = PLACEHOLDER.split(message)
    plain = "".join(pieces[::2])
    pieces[::2] = [piece.translate(ACCENTS) for piece in pieces[::2]]
    missing = round(len(plain) * LONGER)
    filling = (FILLING * (missing // len(FILLING) + 1))[:missing].strip()
    return f"{''.join(pieces)} {filling}" if filling else "".join(pieces)


@contextmanager
def spoken_everywhere(monkeypatch):
    """Have the application speak it instead of whatever it is asked for."""
    with monkeypatch.context() as patched:
        patched.setattr(Domain, "get_translations", lambda _self: Pseudo())
        patched.setattr(gettext, "_catalogue", lambda _locale: Pseudo())
        patched.setattr(gettext, "_sentence", gettext._sentence.__wrapped__)  # found anew
        yield
