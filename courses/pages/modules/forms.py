"""What is asked about a module."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from courses.activities.fields import BoxesField, LongTextField, TextField, WholeField
from courses.activities.rules import AlreadyTaught
from courses.catalogue.models import Instrument, Module
from courses.catalogue.operations import ModuleFacts
from courses.materials.models import Work
from turin.db.types import Text
from turin.language import reader
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence


class ModuleForm(Form):
    """Everything that is said of a module, the texts in the language of whoever writes."""

    title = TextField(_l("Title"), [Needed(_l("Give the module a title."))])
    objectives = LongTextField(
        _l("Objectives"), description=_l("What one can do afterwards, in a sentence or two.")
    )
    hours = WholeField(_l("Hours"), least=1, most=1000)
    instruments = BoxesField(_l("Standards that it teaches"))
    works = BoxesField(_l("Materials that it uses"))
    seen = HiddenField()

    def __init__(
        self, module: Module, used: list[Work], instruments: list[Instrument], works: list[Work]
    ) -> None:
        """Fill it with the module and the works that it uses; choose from all that there are."""
        super().__init__(
            data={
                "title": module.title,
                "objectives": module.objectives,
                "hours": module.hours,
                "instruments": [one.key for one in module.instruments],
                "works": [one.key for one in used],
            }
        )
        self.instruments.choices = _named(instruments)
        self.works.choices = _named(works)

    def facts(self) -> ModuleFacts:
        """Return what was typed."""
        return ModuleFacts(
            self.title.data or Text(),
            self.objectives.data or Text(),
            self.hours.data,
            self.instruments.data or [],
        )


def _named(rows: list[Any]) -> dict[str, str]:
    return {one.key: reader.said(one.title).words for one in rows}


@sentence.register
def _already_taught(_refusal: AlreadyTaught) -> str:
    return _("This activity has begun or is over: what it teaches stays as it was taught.")
