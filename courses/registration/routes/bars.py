"""How a group divides, as the bars and the sentence that coordinators read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from courses.activities.models import Activity
from courses.registration import queries
from courses.registration.balance import Balance
from courses.registration.models import Application
from courses.registration.rules import Deed
from turin.countries import Region
from turin.language.formats import number
from turin.organisations.models import Group
from turin.people.models import Sex

Part = dict[str, Any]
GROUPS = {
    Group.WORKERS: _l("Workers"),
    Group.EMPLOYERS: _l("Employers"),
    Group.GOVERNMENT: _l("Governments"),
    Group.OTHER: _l("Others"),
}
SEXES = {Sex.FEMALE: _l("Women"), Sex.MALE: _l("Men"), Sex.OTHER: _l("Another entry")}


def bars(
    activity: Activity, now: Balance, after: Balance | None = None
) -> list[tuple[str, list[Part]]]:
    """Return the bars by group, sex and region; with ``after`` they show the effect too.

    Where ``activity`` has targets they stand beside what there is.
    """
    targets = activity.backing.targets if activity.backing else {}
    regions = {region: region.label for region in Region}
    return [
        (_("Groups"), _parts(GROUPS, now.groups, after.groups if after else None, targets)),
        (_("Women and men"), _parts(SEXES, now.sexes, after.sexes if after else None, targets)),
        (_("Regions"), _parts(regions, now.regions, after.regions if after else None, {})),
    ]


def effect(activity: Activity, deed: Deed, chosen: Iterable[Application]) -> Balance:
    """Return how those with a seat would divide once ``deed`` is done to ``chosen``."""
    return queries.balance(activity, chosen if deed is Deed.OFFER else ())


def in_words(balance: Balance) -> str:
    """Return the balance as a sentence."""
    groups, sexes = balance.groups, balance.sexes
    return _(
        "Workers %(workers)s, employers %(employers)s, governments %(governments)s, others"
        " %(others)s; women %(women)s of %(total)s.",
        workers=number(groups[Group.WORKERS]),
        employers=number(groups[Group.EMPLOYERS]),
        governments=number(groups[Group.GOVERNMENT]),
        others=number(groups[Group.OTHER]),
        women=number(sexes[Sex.FEMALE]),
        total=number(balance.total),
    )


def _parts(
    names: Mapping[Any, Any],
    now: Counter[Any],
    after: Counter[Any] | None,
    targets: Mapping[str, int],
) -> list[Part]:
    """Return the parts of a bar; who can be counted nowhere comes last, if there is anybody."""
    shown = {**names, **({None: _("Not known")} if now[None] or (after and after[None]) else {})}
    return [
        {"label": str(name), "count": now[key]}
        | ({} if after is None else {"after": after[key]})
        | ({"target": targets[key]} if key in targets else {})
        for key, name in shown.items()
    ]
