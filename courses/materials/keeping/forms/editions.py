"""What is asked about an edition."""

from typing import Any

from flask_babel import lazy_gettext as _l

from courses.activities.fields import PartialDateField
from courses.materials.keeping.forms.fields import (
    IsbnField,
    OrganisationsField,
    WordsField,
    offer_organisations,
    year_field,
)
from courses.materials.keeping.operations import EditionFacts
from courses.materials.models import Edition, Part
from turin.db.types import Text
from turin.web.forms import Form


class EditionForm(Form):
    """Everything that is said of an edition, the texts in one language at a time."""

    name = WordsField(
        _l("Name of the edition"),
        description=_l("Like Arab States; empty where there is only one."),
    )
    year = year_field()
    isbn = IsbnField()
    publishers = OrganisationsField(
        _l("Publishers"), description=_l("Only if they are others than those of the work.")
    )
    partners = OrganisationsField(_l("Partners"))
    launched = PartialDateField(
        _l("Launched"),
        description=_l("Like 2027-03-08, or 2027-03 while only the month is known."),
    )
    launch_place = WordsField(_l("Launched in"), description=_l("The city, and what it was at."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organisations(self.publishers, self.partners)

    def facts(self) -> EditionFacts:
        """Return what was typed."""
        return EditionFacts(
            name=self.name.data or Text(),
            year=self.year.data,
            isbn=self.isbn.data or "",
            launched=self.launched.data,
            launch_place=self.launch_place.data or Text(),
            publishers=self.publishers.data or [],
            partners=self.partners.data or [],
        )


def edition_form(edition: Edition) -> EditionForm:
    """Return the form with what is known of ``edition``."""
    return EditionForm(obj=_Shown(edition))


class _Shown:
    """An edition as its form reads it: organisations in two lists."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        by_part = {
            part: [one for one in edition.organisations if one.part == part] for part in Part
        }
        self.publishers = [one.organisation_id for one in by_part[Part.PUBLISHER]]
        self.partners = [one.organisation_id for one in by_part[Part.PARTNER]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._edition, name)
