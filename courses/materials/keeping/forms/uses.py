"""What is asked about who uses a work."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity
from courses.catalogue.models import Course, Module
from courses.materials.keeping.operations import Uses
from turin.language import formats, reader
from turin.web.fields import BoxesField
from turin.web.forms import Form


class UsesForm(Form):
    """Modules, courses and activities, each with a box."""

    modules = BoxesField(_l("Modules that use it"), coerce=int)
    courses = BoxesField(_l("Courses that use this work"), coerce=int)
    activities = BoxesField(
        _l("Activities that hand it out by a list of their own"),
        coerce=int,
        description=_l("Those that you run. All others hand out what their course uses."),
    )
    _askable: list[int]

    def uses(self) -> Uses:
        """Return what was ticked."""
        return Uses(
            self.modules.data or [],
            self.courses.data or [],
            self.activities.data or [],
            self._askable,
        )


def uses_form(
    chosen: dict[str, list[int]],
    modules: Iterable[Module],
    courses: Iterable[Course],
    activities: list[Activity],
) -> UsesForm:
    """Return the form with what is ``chosen`` of each, of all that could be."""
    askable = [one.id for one in activities]
    hers = [number for number in chosen["activities"] if number in askable]
    form = UsesForm(data={**chosen, "activities": hers})
    form.modules.choices = _titled(modules)
    form.courses.choices = _titled(courses)
    form.activities.choices = [(one.id, _dated(one)) for one in activities]
    form._askable = askable  # noqa: SLF001 - its own
    return form


def _titled(rows: Iterable[Any]) -> list[tuple[int, str]]:
    return [(one.id, reader.said(one.title).words) for one in rows]


def _dated(activity: Activity) -> str:
    dates = formats.day_range(activity.starts, activity.ends)
    return f"{reader.said(activity.title).words} ({dates})"
