"""The sentence for each refusal, chosen here because here the reader's language is known.

Every capability registers its own: ``@sentence.register`` on a function of the refusal.
"""

from functools import singledispatch

from flask_babel import gettext as _

from turin.errors import Refused, Vanished


@singledispatch
def sentence(refusal: Refused) -> str:
    """Return what a refusal says to the reader and how to repair it.

    Raises TypeError for a refusal that has no sentence: a test finds it first.
    """
    raise TypeError(f"no sentence for {type(refusal).__name__}")


@sentence.register
def _vanished(_refusal: Vanished) -> str:
    return _("Somebody has deleted it meanwhile: there is nothing to change any more.")
