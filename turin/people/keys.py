"""Under what a person is found, however her name and her address were typed."""

import unicodedata

from turin.db.search import normalised

LONGEST_NAME_KEY = 600


def email_key(email: str) -> str:
    """Return the one form of a mail address: NFKC, casefolded, without outer spaces."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", email).casefold()).strip()


def name_key(name: str) -> str:
    """Return the one form of a name: as search compares it, with single spaces.

    It is cut where its column ends: a single sign can stand for a whole blessing (U+FDFA).
    """
    return " ".join(normalised(name).split())[:LONGEST_NAME_KEY]
