"""Works with their editions and translations as rows of a catalogue file."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from courses.catalogue.load import YEAR, modules
from courses.catalogue.models import Course, Module
from courses.materials.library.waiting import tell_who_waits
from courses.materials.models import (
    Audience,
    CourseMaterial,
    Edition,
    EditionOrganisation,
    ModuleMaterial,
    Part,
    Translation,
    TranslationState,
    Work,
    WorkKind,
    WorkPublisher,
)
from courses.materials.operations import index
from courses.materials.queries import modules_using
from turin import clock
from turin.db import Base, db
from turin.organisations.load import named
from turin.organisations.models import Group
from turin.rows import (
    SOURCED,
    Change,
    Key,
    Language,
    Listed,
    OneOf,
    Origin,
    Refers,
    Rows,
    Section,
    Shape,
    Translated,
    When,
    Words,
    YesNo,
    align,
    assign,
    merged,
    put,
)

ELSEWHERE = {"key", "publishers", "editions", "courses", "modules"}
PARTS = {"translations", "publishers", "partners"}  # of an edition
SOURCE = "translated_from"  # the language of the same edition of which a translation was made


def write(row: dict[str, Any], origin: Origin) -> Change:
    """Store a work with its editions and their translations, and which courses use it."""
    values = {name: value for name, value in row.items() if name not in ELSEWHERE}
    work, change = put(Work, {"key": row["key"]}, values, origin)
    if change is Change.KEPT:
        return change
    differ = [
        align(work.publishers, WorkPublisher, _named(row["publishers"]), "organisation_id"),
        _editions(work, row["editions"]),
    ]
    db.session.flush()
    differ.append(_derived(work, row["editions"]))
    courses = list(db.session.scalars(select(Course.id).where(Course.key.in_(row["courses"]))))
    taught = [module.id for module in modules(row["modules"])]
    differ += [
        _linked(CourseMaterial, work, "course_id", courses),
        _linked(ModuleMaterial, work, "module_id", taught, _others(origin)),
    ]
    db.session.flush()
    index(work, modules_using(work))
    for edition in work.editions:
        for one in edition.translations:
            tell_who_waits(one, at=clock.now())
    return merged(change, any(differ), work, origin)


def _editions(work: Work, wanted: list[dict[str, Any]]) -> bool:
    """Make the editions those wanted. A language whose file we hold stays, whatever the file says.

    Editions are told apart by their place in the work.
    """
    changed = False
    for place, values in enumerate(wanted):
        own = {name: value for name, value in values.items() if name not in PARTS}
        edition = next((one for one in work.editions if one.position == place), None)
        if edition is None:
            edition = Edition(position=place, **own)
            work.editions.append(edition)
            changed = True
        else:
            changed |= assign(edition, own)
        organisations = [
            {**one, "part": part}
            for part, keys in ((Part.PUBLISHER, "publishers"), (Part.PARTNER, "partners"))
            for one in _named(values[keys])
        ]
        changed |= align(
            edition.organisations, EditionOrganisation, organisations, "organisation_id"
        )
        changed |= _translations(edition, values["translations"])
    for edition in [one for one in work.editions if one.position >= len(wanted)]:
        if not any(translation.files for translation in edition.translations):
            work.editions.remove(edition)
            changed = True
    return changed


def _named(keys: list[str]) -> list[dict[str, Any]]:
    return [{"organisation_id": named(key), "position": place} for place, key in enumerate(keys)]


def _translations(edition: Edition, wanted: list[dict[str, Any]]) -> bool:
    listed = {values["language"] for values in wanted}
    held = [one for one in edition.translations if one.files and one.language not in listed]
    kept = [{"language": one.language} for one in held]
    own = [{k: v for k, v in values.items() if k != SOURCE} for values in wanted]
    return align(edition.translations, Translation, [*own, *kept], "language")


def _derived(work: Work, wanted: list[dict[str, Any]]) -> bool:
    """Say of which translation of its edition each was made, where the file tells it."""
    changed = False
    for edition, values in zip(work.editions, wanted, strict=False):
        known = {one.language: one for one in edition.translations}
        for told in values["translations"]:
            if source := known.get(told[SOURCE]):
                one = known[told["language"]]
                version = one.derived_version or source.version
                changed |= assign(one, {"derived_from": source, "derived_version": version})
    return changed


def _others(origin: Origin) -> set[int]:
    """Return the modules that somebody has made her own: the example leaves what they use alone."""
    own = select(Module.id).where(Module.example.is_(False))
    return set(db.session.scalars(own)) if origin.example else set()


def _linked(
    link: type[Base], work: Work, column: str, ids: list[int], left: Collection[int] = ()
) -> bool:
    """Link ``work`` with ``ids`` and no others but those ``left`` alone; whether it was not so."""
    table: Any = link
    rows = db.session.scalars(select(table).where(table.work_id == work.id)).all()
    known = {getattr(row, column): row for row in rows if getattr(row, column) not in left}
    wanted = set(ids).difference(left)
    for gone in known.keys() - wanted:
        db.session.delete(known[gone])
    for new in wanted - known.keys():
        db.session.add(table(**{column: new, "work_id": work.id}))
    return known.keys() != wanted


def check(row: dict[str, Any]) -> dict[str, str]:
    """Say what does not fit between the fields of a work."""
    for edition in row["editions"]:
        languages = [one["language"] for one in edition["translations"]]
        if len(set(languages)) < len(languages):
            return {"editions": "an edition has the same language twice"}
        for one in edition["translations"]:
            if one[SOURCE] and one[SOURCE] not in set(languages) - {one["language"]}:
                return {"editions": f"the edition has no translation in {one[SOURCE]} to be of"}
        if set(edition["publishers"]) & set(edition["partners"]):
            return {"editions": "an organisation is publisher and partner of the same edition"}
    return {}


TRANSLATION = Shape(
    {
        "language": Language(required=True),
        "state": OneOf(TranslationState, TranslationState.PUBLISHED),
        "isbn": Words(20),
        "year": YEAR,
        SOURCE: Language(),
        "translator": Words(200),
        "source": Words(400),
        "confidence": Words(10),
    }
)
EDITION = Shape(
    {
        "name": Translated(),
        "year": YEAR,
        "isbn": Words(20),
        "launched": When(),
        "launch_place": Translated(),
        "publishers": Listed(Refers("organisations")),
        "partners": Listed(Refers("organisations")),
        "translations": Rows(TRANSLATION, required=True),
    }
)
SECTION = Section(
    name="works",
    model=Work,
    shape=Shape(
        {
            "key": Key(required=True),
            "kind": OneOf(WorkKind, required=True),
            "title": Translated(required=True),
            "summary": Translated(),
            "year": YEAR,
            "isbn": Words(20),
            "audience": OneOf(Audience, Audience.ALL),
            "for_groups": Listed(OneOf(Group)),
            "in_preparation": When(),
            "sample": YesNo(),
            "publishers": Listed(Refers("organisations")),
            "editions": Rows(EDITION),
            "courses": Listed(Refers("courses")),
            "modules": Listed(Refers("modules")),
            **SOURCED,
        }
    ),
    write=write,
    check=check,
    parts=(
        WorkPublisher,
        Edition,
        EditionOrganisation,
        Translation,
        CourseMaterial,
        ModuleMaterial,
    ),
)
