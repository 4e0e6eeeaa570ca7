"""Instruments, ratifications, modules and courses as rows of a catalogue file."""

from typing import Any

from sqlalchemy import select

from courses.catalogue.events import ModuleChanged
from courses.catalogue.models import (
    Course,
    CourseModule,
    CourseTerm,
    Instrument,
    InstrumentKind,
    LawRevision,
    LegislativeProfiles,
    Mode,
    Module,
    ModuleInstrument,
    ProfiledInstrument,
    Ratification,
    Term,
    Vocabulary,
)
from courses.catalogue.operations import index
from courses.catalogue.vocabularies.operations import put_last
from turin.db import db
from turin.events import publish
from turin.organisations.load import named
from turin.organisations.models import Group
from turin.rows import (
    SOURCED,
    Change,
    Country,
    Key,
    Languages,
    Listed,
    OneOf,
    Origin,
    Refers,
    Section,
    Shape,
    Translated,
    When,
    Whole,
    Words,
    align,
    merged,
    put,
)

YEAR = Whole(1800, 2200)


def write_instrument(row: dict[str, Any], origin: Origin) -> Change:
    """Store an instrument."""
    return put(Instrument, {"key": row["key"]}, _without(row, "key"), origin)[1]


def write_ratification(row: dict[str, Any], origin: Origin) -> Change:
    """Store that a country is bound by an instrument."""
    instrument = db.session.scalars(
        select(Instrument.id).where(Instrument.key == row["instrument"])
    ).one()
    identity = {"instrument_id": instrument, "country": row["country"]}
    return put(Ratification, identity, _without(row, "instrument", "country"), origin)[1]


def write_law_revision(row: dict[str, Any], origin: Origin) -> Change:
    """Store that a country revised its law or policy."""
    return put(LawRevision, {"key": row["key"]}, _without(row, "key"), origin)[1]


def write_legislative_profiles(row: dict[str, Any], origin: Origin) -> Change:
    """Store a set of legislative profiles and which instruments they are about."""
    values = _without(row, "key", "instruments")
    profiles, change = put(LegislativeProfiles, {"key": row["key"]}, values, origin)
    return _about(profiles, row["instruments"], change, origin)


def write_module(row: dict[str, Any], origin: Origin) -> Change:
    """Store a module and which instruments it teaches."""
    module, change = put(Module, {"key": row["key"]}, _without(row, "key", "instruments"), origin)
    change = _about(module, row["instruments"], change, origin)
    if change is Change.CHANGED:
        db.session.flush()
        publish(ModuleChanged(module))
    return change


def _about(
    row: Module | LegislativeProfiles, keys: list[str], change: Change, origin: Origin
) -> Change:
    """Let ``row`` be about the instruments of ``keys``."""
    if change is Change.KEPT:
        return change
    named_here = select(Instrument).where(Instrument.key.in_(keys)).order_by(Instrument.key)
    wanted = db.session.scalars(named_here).all()
    differs = {one.id for one in row.instruments} != {one.id for one in wanted}
    if differs:
        row.instruments = list(wanted)
    return merged(change, differs, row, origin)


def write_term(row: dict[str, Any], origin: Origin) -> Change:
    """Store a term, a new one at the end of its vocabulary."""
    term, change = put(Term, {"key": row["key"]}, _without(row, "key"), origin)
    if change is Change.ADDED:
        put_last(term)
    return change


def write_course(row: dict[str, Any], origin: Origin) -> Change:
    """Store a course with its modules, in the order of the file, and what it is about."""
    values = _without(row, "key", "organiser", "modules", "terms")
    values["organiser_id"] = row["organiser"] and named(row["organiser"])
    course, change = put(Course, {"key": row["key"]}, values, origin)
    if change is Change.KEPT:
        return change
    used = [
        {"module_id": one.id, "position": place}
        for place, one in enumerate(modules(row["modules"]))
    ]
    differ = [
        align(course.modules, CourseModule, used, "module_id"),
        about(course, row["terms"]),
    ]
    change = merged(change, any(differ), course, origin)
    db.session.flush()
    index(course)
    return change


def about(row: Any, keys: list[str]) -> bool:
    """Give a course or an activity the terms of ``keys``; whether it had others."""
    found = select(Term).where(Term.key.in_(keys)).order_by(Term.position, Term.id)
    wanted = list(db.session.scalars(found))
    differs = list(row.terms) != wanted
    if differs:
        row.terms = wanted
    return differs


def modules(keys: list[str]) -> list[Module]:
    """Return the modules of ``keys``, in that order."""
    found = {one.key: one for one in db.session.scalars(select(Module).where(Module.key.in_(keys)))}
    return [found[key] for key in keys]


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


TERMS = Section(
    name="terms",
    model=Term,
    shape=Shape(
        {
            "key": Key(required=True),
            "vocabulary": OneOf(Vocabulary, required=True),
            "name": Translated(required=True),
            "description": Translated(),
            **SOURCED,
        }
    ),
    write=write_term,
)
INSTRUMENTS = Section(
    name="instruments",
    model=Instrument,
    shape=Shape(
        {
            "key": Key(required=True),
            "kind": OneOf(InstrumentKind, required=True),
            "number": Whole(),
            "title": Translated(required=True),
            "year": YEAR,
            "adopted": When(),
            "in_force": When(),
            **SOURCED,
        }
    ),
    write=write_instrument,
)
RATIFICATIONS = Section(
    name="ratifications",
    model=Ratification,
    shape=Shape(
        {
            "instrument": Refers("instruments", required=True),
            "country": Country(required=True),
            "mode": OneOf(Mode),
            "date": When(),
            "date_source": Words(300),
            **SOURCED,
        }
    ),
    write=write_ratification,
    identity=("instrument", "country"),
)
MODULES = Section(
    name="modules",
    model=Module,
    shape=Shape(
        {
            "key": Key(required=True),
            "title": Translated(required=True),
            "objectives": Translated(),
            "hours": Whole(1, 1000),
            "instruments": Listed(Refers("instruments")),
            **SOURCED,
        }
    ),
    write=write_module,
    parts=(ModuleInstrument,),
)
COURSES = Section(
    name="courses",
    model=Course,
    shape=Shape(
        {
            "key": Key(required=True),
            "kind": Words(40, required=True),
            "title": Translated(required=True),
            "summary": Translated(),
            "for_whom": Translated(),
            "audience": Listed(OneOf(Group)),
            "languages": Languages(),
            "organiser": Refers("organisations"),
            "modules": Listed(Refers("modules")),
            "terms": Listed(Refers("terms")),
            **SOURCED,
        }
    ),
    write=write_course,
    parts=(CourseModule, CourseTerm),
)
LAW_REVISIONS = Section(
    name="law_revisions",
    model=LawRevision,
    shape=Shape(
        {
            "key": Key(required=True),
            "country": Country(required=True),
            "what": Translated(),
            "date": When(),
            "date_source": Words(300),
            **SOURCED,
        }
    ),
    write=write_law_revision,
)
LEGISLATIVE_PROFILES = Section(
    name="legislative_profiles",
    model=LegislativeProfiles,
    shape=Shape(
        {
            "key": Key(required=True),
            "title": Translated(required=True),
            "count": Whole(1, 1000),
            "countries": Listed(Country()),
            "instruments": Listed(Refers("instruments")),
            **SOURCED,
        }
    ),
    write=write_legislative_profiles,
    parts=(ProfiledInstrument,),
)
SECTIONS = (
    TERMS,
    INSTRUMENTS,
    RATIFICATIONS,
    LAW_REVISIONS,
    LEGISLATIVE_PROFILES,
    MODULES,
    COURSES,
)
