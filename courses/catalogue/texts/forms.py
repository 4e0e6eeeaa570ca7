"""The editor as a form: one box a field, and what stood in it and beside it when it was opened."""

import re
from typing import Any

from flask_babel import gettext as _
from wtforms import HiddenField, SubmitField, TextAreaField

from courses.catalogue.texts import rules
from courses.catalogue.texts.operations import Said
from courses.catalogue.texts.queries import FIELDS, Row, text_of
from turin.web.fields import at_most
from turin.web.forms import Form
from turin.web.refusals import sentence

FINGERPRINT = re.compile("[0-9a-f]{64}")
SEEN, FROM = "seen-", "from-"  # fingerprints of what the page showed
LIMITS = {"title": 300}
LONGEST = 20_000  # letters; catalogue files take as many


class Editor(Form):
    """The texts of a row in one language."""

    review = SubmitField()
    kind: str
    language: str
    source: str

    def said(self) -> Said:
        """Return what was typed."""
        fields = FIELDS[self.kind]
        return Said(
            language=self.language,
            source=self.source,
            from_words={name: _fingerprint(self[FROM + name].data) for name in fields},
            words={name: self[name].data or "" for name in fields},
            seen={name: self[SEEN + name].data or "" for name in fields},
            reviewed=self.review.data,
        )


def _fingerprint(sent: str | None) -> str:
    """Return what the page had there; "" for anything else, of which every text is out of date."""
    return sent if sent and FINGERPRINT.fullmatch(sent) else ""


def editor(kind: str, row: Row, language: str, source: str) -> Editor:
    """Return the form of ``row``'s texts in ``language``, translated from ``source``."""
    boxes: dict[str, Any] = {}
    known = {}
    for name, label in FIELDS[kind].items():
        most = LIMITS.get(name, LONGEST)
        boxes[name] = TextAreaField(label, [at_most(most)])
        boxes[SEEN + name], boxes[FROM + name] = HiddenField(), HiddenField()
        known[name] = text_of(row, name).get(language, "")
        known[SEEN + name] = rules.fingerprint(known[name])
        known[FROM + name] = rules.fingerprint(text_of(row, name).get(source, ""))
    made: Editor = type("EditorOfRow", (Editor,), boxes)(data=known)
    made.kind, made.language, made.source = kind, language, source
    return made


@sentence.register
def _title_needed(_refusal: rules.TitleNeeded) -> str:
    return _("Every other language falls back to the English title: write one.")


@sentence.register
def _changed_meanwhile(_refusal: rules.ChangedMeanwhile) -> str:
    return _(
        "Somebody else has changed this text since you opened the page. Copy what you wrote, open"
        " the page again, and put in what is still to be changed."
    )
