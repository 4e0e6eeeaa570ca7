"""What is asked about a view, and its refusals in words."""

from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import AnyOf, Length

from courses.activities.views import rules
from courses.activities.views.models import LONGEST_NAME, Shown
from turin.language import formats
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence


class NameForm(Form):
    """The name of a view."""

    refused_at: ClassVar = {rules.ViewKnown: "name"}
    name = StringField(
        _l("Name"),
        [
            Needed(_l("Give the view a name.")),
            Length(max=LONGEST_NAME, message=_l("Write the name in at most 60 letters.")),
        ],
        description=_l("For example: Arabic courses of 2027."),
    )


class SaveForm(NameForm):
    """A view to keep: of which page, and what is asked of it."""

    shown = HiddenField(
        default=Shown.LIST.value,
        validators=[
            AnyOf(list(Shown), message=_l("Open the list once more, and save it from there."))
        ],
    )
    asked = HiddenField(default="")
    start = BooleanField(
        _l("Open my activities with this view"), description=_l("You can change it at any time.")
    )


@sentence.register
def _too_many(refusal: rules.TooManyViews) -> str:
    return _(
        "You have %(most)s views already: delete one first.",
        most=formats.number(int(str(refusal.facts["most"]))),
    )


@sentence.register
def _known(_refusal: rules.ViewKnown) -> str:
    return _("Another of your views has this name: choose another one.")


@sentence.register
def _too_long(_refusal: rules.ViewTooLong) -> str:
    return _("This is too long to be kept: look for fewer words.")
