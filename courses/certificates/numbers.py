"""The number of a certificate: unguessable, and easy to read aloud, to type and to scan."""

import secrets
import unicodedata

# Crockford's base 32: without I, L, O and U, which are taken for others.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20  # 100 bits
GROUP = 4
_TAKEN_FOR = str.maketrans("ILO", "110")
_SEPARATORS = {"Pd", "Zs", "Pc", "Cf", "Cc"}  # dashes, spaces, underscores, what cannot be seen


def new() -> str:
    """Return a number that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalised(typed: str) -> str:
    """Return a number as we keep it, however it was typed.

    Spaces and dashes, lower case, I for 1 and O for 0, digits of any script: all the same number.
    """
    plain = unicodedata.normalize("NFKC", typed)
    kept = (letter for letter in plain if unicodedata.category(letter) not in _SEPARATORS)
    return "".join(_ascii(letter) for letter in kept).upper().translate(_TAKEN_FOR)


def _ascii(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def grouped(number: str) -> str:
    """Write a number as people read it: in groups of four."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))
