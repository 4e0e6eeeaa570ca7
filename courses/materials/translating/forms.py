"""What is asked of who sends back translations: files, and what could not be read from names."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from typing_extensions import override
from wtforms import HiddenField

from courses.materials import incoming
from courses.materials.incoming import FileRefused, Incoming
from courses.materials.keeping.forms.files import FilesField
from courses.materials.models import TranslationState
from courses.materials.translating.plans import AFTER, Choice
from turin.people.models import Person
from turin.web.forms import Form
from turin.web.refusals import sentence

MOST = 8  # files at once
LONGEST = 120  # letters of a name that is written by hand


class SendForm(Form):
    """Several files at once."""

    files = FilesField(
        _l("Files"),
        description=_l("Under the names of the work order. Several at once are chosen with Ctrl."),
    )

    @override
    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for files, and not for too many."""
        fine = super().validate(extra_validators)
        if not self.files.data:
            self.files.errors = [_("Choose at least one file.")]
        elif len(self.files.data) > MOST:
            self.files.errors = [_("That is too many at once: %(most)d files at most.", most=MOST)]
        return bool(fine) and not self.files.errors

    def receive(self, by: Person) -> list[Incoming]:
        """Store what was sent; every file that cannot be taken is told, and none is then."""
        taken, errors = [], []
        for name, content in self.files.data:
            try:
                taken.append(incoming.receive(name, content, by=by))
            except FileRefused as refused:
                errors.append(sentence(refused))
        self.files.errors = errors
        return [] if errors else taken


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
