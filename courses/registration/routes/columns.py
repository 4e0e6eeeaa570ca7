"""The words around the list of applicants: its views, and its columns with their sorting."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.registration.models import Funding
from courses.registration.queries import Sort, View
from turin.web.blueprints import this_page

VIEWS = {
    View.REVIEW: _l("To review"),
    View.CLAIMS: _l("Not confirmed by mail"),
    View.RESERVED: _l("Reserve list"),
    View.OFFERED: _l("Seat offered"),
    View.CONFIRMED: _l("Seat confirmed"),
    View.DECLINED: _l("Not selected"),
    View.GONE: _l("Gone"),
    View.ALL: _l("All"),
}
FUNDINGS = {
    Funding.ORGANISATION: _l("Organization"),
    Funding.FELLOWSHIP: _l("Fellowship"),
    Funding.DONOR: _l("Donor"),
    Funding.OWN: _l("Own means"),
}


def columns(sort: Sort, *, downwards: bool) -> list[Any]:
    """Return the heads of the table; a press on one sorts by it, a second turns it round."""

    def sorted_by(column: Sort, label: str) -> dict[str, Any]:
        here = column is sort
        turned = here and not downwards
        return {
            "label": label,
            "href": this_page(sort=f"-{column}" if turned else column.value, page=None),
            "sorted": ("descending" if downwards else "ascending") if here else None,
        }

    return [
        "",
        sorted_by(Sort.NAME, _("Name")),
        sorted_by(Sort.COUNTRY, _("Country")),
        sorted_by(Sort.GROUP, _("Group")),
        _("Organization"),
        _("Sex"),
        _("Language"),
        _("Funding"),
        sorted_by(Sort.APPLIED, _("Applied")),
        _("State"),
    ]
