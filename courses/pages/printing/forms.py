"""Which paper, and in which language."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from courses.pages.printing.kinds import Paper
from courses.pages.printing.letters import NoSuchLetters
from turin.language import reader
from turin.language.known import INTERFACE
from turin.web.forms import Form
from turin.web.refusals import sentence


class PapersForm(Form):
    """A paper and its language."""

    paper = RadioField(
        _l("Which paper"), validators=[InputRequired(_l("Choose the paper that you need."))]
    )
    language = SelectField(_l("Language"), validators=[InputRequired()])

    def offer(self, papers: Sequence[Paper]) -> None:
        """Fill in what can be chosen; the language is that of the reader at first."""
        self.paper.choices = {paper.value: paper.label for paper in papers}
        self.language.choices = {one.code: one.autonym for one in INTERFACE.values()}
        if not self.is_submitted():
            self.paper.data = papers[0].value
            self.language.data = reader.current().code


@sentence.register
def no_such_letters(refusal: NoSuchLetters) -> str:
    """Tell which letters keep the paper from being printed."""
    return _(
        "We have no font for these letters: %(letters)s. Correct the name or the title in which"
        " they stand.",
        letters=refusal.facts["letters"],
    )
