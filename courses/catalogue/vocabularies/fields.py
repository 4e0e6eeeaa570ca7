"""The questions of what a course or an activity is about, which more than one form asks."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from courses.catalogue.models import Term, Vocabulary, those_of
from turin.language import reader
from turin.web.fields import BoxesField
from turin.web.forms import Form

Terms = dict[Vocabulary, list[Term]]


class AboutFields(Form):
    """Themes and components, each with a box."""

    themes = BoxesField(_l("Themes"), coerce=int)
    components = BoxesField(_l("Components of the plan of action"), coerce=int)

    def offer(self, terms: Terms, chosen: Iterable[Term]) -> None:
        """Offer the terms that are not retired, and those that it has."""
        chosen = list(chosen)
        for name, vocabulary in (
            ("themes", Vocabulary.THEME),
            ("components", Vocabulary.COMPONENT),
        ):
            has = [one.id for one in those_of(chosen, vocabulary)]
            self[name].choices = [
                (one.id, reader.said(one.name).words)
                for one in terms[vocabulary]
                if not one.retired or one.id in has
            ]
            if not self.is_submitted():
                self[name].data = has

    def about(self) -> list[int]:
        """Return the numbers of the terms that were ticked."""
        return [*(self.themes.data or []), *(self.components.data or [])]
