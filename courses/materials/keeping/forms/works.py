"""What is asked about a work."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import Length, Regexp

from courses.activities.fields import BoxesField, PartialDateField
from courses.materials.keeping import rules
from courses.materials.keeping.forms.fields import (
    IsbnField,
    LongWordsField,
    OrganisationsField,
    WordsField,
    offer_organisations,
    year_field,
)
from courses.materials.keeping.operations import WorkFacts
from courses.materials.models import Audience, Work, WorkKind
from turin.db.types import Text
from turin.organisations.models import Group
from turin.web.forms import Form, Needed


class WorkForm(Form):
    """Everything that is said of a work, the texts in one language at a time."""

    title = WordsField(_l("Title"), [Needed(_l("Give the work a title."))])
    summary = LongWordsField(_l("Summary"), description=_l("What it is for, in some sentences."))
    kind = SelectField(
        _l("Kind"),
        [Needed(_l("Choose what kind of work it is."))],
        choices=lambda: [(one.value, one.label) for one in WorkKind],
    )
    year = year_field()
    isbn = IsbnField(description=_l("Of the work as a whole; editions and languages have theirs."))
    in_preparation = PartialDateField(
        _l("Said to be in preparation"),
        description=_l("When that was said, like 2027-03; empty once it has come out."),
    )
    publishers = OrganisationsField(
        _l("Publishers"), description=_l("Several with Ctrl, or Cmd on a Mac.")
    )
    audience = RadioField(
        _l("Who may download its files"),
        [Needed(_l("Choose who may download its files."))],
        choices=lambda: {one.value: one.label for one in Audience},
        coerce=Audience,
        default=Audience.ALL,
    )
    for_groups = BoxesField(
        _l("Of these, only who came for one of these groups"),
        choices=lambda: {one.value: one.label for one in Group},
        description=_l("None ticked: all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self.publishers)

    def facts(self) -> WorkFacts:
        """Return what was typed."""
        return WorkFacts(
            title=self.title.data or Text(),
            summary=self.summary.data or Text(),
            kind=WorkKind(self.kind.data),
            year=self.year.data,
            isbn=self.isbn.data or "",
            audience=self.audience.data,
            for_groups=self.for_groups.data or [],
            in_preparation=self.in_preparation.data,
            publishers=self.publishers.data or [],
        )


class AddWorkForm(WorkForm):
    """The same of a new one, and what it is called in addresses."""

    refused_at: ClassVar = {rules.KeyTaken: "key"}
    key = StringField(
        _l("Short name in addresses"),
        [
            Needed(_l("Give the work a short name, like gender_handbook.")),
            Length(max=60, message=_l("That is too long: %(max)d letters at most.")),
            Regexp(
                r"[A-Za-z0-9_]+\Z",
                message=_l("Write the short name in Latin letters, digits and _, without spaces."),
            ),
        ],
        description=_l("Like gender_handbook. It stays as it is, since links lead to it."),
    )


def work_form(work: Work) -> WorkForm:
    """Return the form with what is known of ``work``."""
    return WorkForm(obj=_Shown(work))


class _Shown:
    """A work as its form reads it: publishers by number."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.publishers = [one.organisation_id for one in work.publishers]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)
