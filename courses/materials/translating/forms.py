"""What is asked of who takes in translations: what could not be read from the names of files."""

from collections.abc import Mapping

from wtforms import HiddenField

from courses.materials.incoming import Incoming
from courses.materials.models import TranslationState
from courses.materials.translating.plans import AFTER, Choice
from turin.web.forms import Form, tidy


class TakeForm(Form):
    """Nothing but what was shown."""

    seen = HiddenField()


def choices(asked: Mapping[str, str], files: list[Incoming]) -> dict[str, Choice]:
    """Return what was chosen for each file, by its token."""
    found = {}
    for one in files:
        named = tidy(asked.get(f"to-{one.token}")) or ""
        state = asked.get(f"state-{one.token}", "")
        after = TranslationState(state) if state in AFTER else None
        found[one.token] = Choice(named, after, out=f"out-{one.token}" in asked)
    return found
