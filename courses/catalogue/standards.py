"""Reading the law: who is recorded as bound by what, and what else is recorded of countries.

Only what a source names is recorded: no row means "not recorded here", never "not ratified".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from courses.catalogue.models import (
    Instrument,
    InstrumentKind,
    LawRevision,
    LegislativeProfiles,
    ModuleInstrument,
    Ratification,
)
from turin.db import db

BINDING = (InstrumentKind.CONVENTION, InstrumentKind.UN_TREATY)


@dataclass(frozen=True, slots=True)
class Law:
    """What is recorded of one country.

    ``acts`` are those by which it is bound, ``unrecorded`` the instruments that could bind it and
    of which nothing is recorded.
    """

    country: str
    acts: list[tuple[Instrument, Ratification]]
    unrecorded: list[Instrument]
    revisions: list[LawRevision]
    profiles: list[LegislativeProfiles] = field(default_factory=list)

    @property
    def is_recorded(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.acts or self.revisions or self.profiles)


def instruments() -> list[Instrument]:
    """Return every instrument with who is bound: conventions, recommendations, then the rest."""
    order = list(InstrumentKind)
    query = select(Instrument).options(joinedload(Instrument.ratifications))
    found = db.session.scalars(query.order_by(Instrument.key)).unique()
    return sorted(found, key=lambda one: order.index(one.kind))


def instrument(key: str) -> Instrument | None:
    """Return an instrument with who is bound by it."""
    bound = selectinload(Instrument.ratifications)
    return db.session.scalars(
        select(Instrument).options(bound).where(Instrument.key == key)
    ).one_or_none()


def taught_by(module_ids: Iterable[int | None]) -> list[Instrument]:
    """Return the instruments that any of these modules teaches, each once, by key."""
    ids = [one for one in module_ids if one]
    teaching = select(ModuleInstrument.instrument_id).where(ModuleInstrument.module_id.in_(ids))
    query = select(Instrument).where(Instrument.id.in_(teaching)).order_by(Instrument.key)
    return list(db.session.scalars(query)) if ids else []


def profiles() -> list[LegislativeProfiles]:
    """Return the sets of legislative profiles."""
    return list(db.session.scalars(select(LegislativeProfiles).order_by(LegislativeProfiles.key)))


def profiles_on(instrument: Instrument) -> list[LegislativeProfiles]:
    """Return the sets of legislative profiles that are about ``instrument``."""
    about = LegislativeProfiles.instruments.any(Instrument.id == instrument.id)
    query = select(LegislativeProfiles).where(about).order_by(LegislativeProfiles.key)
    return list(db.session.scalars(query))


def countries() -> set[str]:
    """Return the countries of which anything is recorded."""
    named = {country for one in profiles() for country in one.countries}
    for column in (Ratification.country, LawRevision.country):
        named.update(db.session.scalars(select(column).distinct()))
    return named


def law(
    codes: Iterable[str],
    instruments: list[Instrument],
    profiles: list[LegislativeProfiles],
) -> list[Law]:
    """Return what is recorded of each country of ``codes``, against the ``instruments`` held."""
    wanted = list(codes)
    revisions = db.session.scalars(
        select(LawRevision).where(LawRevision.country.in_(wanted)).order_by(LawRevision.key)
    ).all()
    binding = [one for one in instruments if one.kind in BINDING]
    return [
        Law(
            code,
            [(one, act) for one in binding for act in one.ratifications if act.country == code],
            [one for one in binding if all(act.country != code for act in one.ratifications)],
            [one for one in revisions if one.country == code],
            [one for one in profiles if code in one.countries],
        )
        for code in wanted
    ]
