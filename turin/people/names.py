"""A person's name, as we keep it: what was typed, without what cannot be seen."""

import unicodedata

# Joiners are invisible and yet part of the spelling of Persian, Hindi, Sinhala and other names.
JOINERS = "\u200c\u200d"
# Controls, formats (among them every bidi control and zero-width space), surrogates, private use,
# and what Unicode has not assigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def cleaned(name: str) -> str:
    """Return ``name`` composed (NFC), on one line, without letters that cannot be seen.

    Bidi controls go because they reorder the text around a name; joiners stay between letters.
    """
    seen = "".join(_seen(letter) for letter in name)
    words = (word.strip(JOINERS) for word in seen.split())
    return unicodedata.normalize("NFC", " ".join(word for word in words if word))


def _seen(letter: str) -> str:
    if letter in JOINERS:
        return letter
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in _UNSEEN else letter
