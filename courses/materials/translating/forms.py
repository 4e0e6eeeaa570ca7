"""What is asked of who takes in translations: what could not be read from the names of files."""

from collections.abc import Mapping

from wtforms import HiddenField

from courses.materials.incoming import Incoming
from courses.materials.models import TranslationState
from courses.materials.translating.plans import AFTER, Choice
from turin.web.forms import Form

LONGEST = 120  # letters of a name that is written by hand


class TakeForm(Form):
    """Nothing but what was shown."""

    seen = HiddenField()


def choices(asked: Mapping[str, str], files: list[Incoming]) -> dict[str, Choice]:
    """Return what the address has chosen for each file, by its token."""
    found = {}
    for place, one in enumerate(files):
        state = asked.get(f"state-{place}", "")
        named = asked.get(f"to-{place}", "").strip()[:LONGEST]
        found[one.token] = Choice(named, TranslationState(state) if state in AFTER else None)
    return found
