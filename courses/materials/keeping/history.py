"""What was done to a work, a page at a time, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from courses.activities import telling
from courses.activities.models import Activity
from courses.activities.telling import Change, Field
from courses.catalogue.models import Course, Module
from courses.materials.models import Audience, Licence, TranslationState, Work, WorkKind
from turin import audit
from turin.db.paging import Page, page
from turin.db.types import PartialDate, Text
from turin.language import formats
from turin.organisations.models import Group, Organisation
from turin.people.models import Person

SIZE = 50
DEEDS: dict[str, Any] = {
    "materials.added": _l("Work added"),
    "materials.changed": _l("Changed what is said of the work"),
    "materials.edition_added": _l("Edition added"),
    "materials.edition_changed": _l("Edition changed"),
    "materials.translation_added": _l("Language added"),
    "materials.translation_changed": _l("Translation changed"),
    "materials.translation_removed": _l("Language taken out"),
    "materials.moved_on": _l("New version"),
    "materials.caught_up": _l("Brought up to date"),
    "materials.file_added": _l("File added"),
    "materials.file_changed": _l("Licence or attribution changed"),
    "materials.file_removed": _l("File deleted"),
    "materials.taken_in": _l("Translation taken in"),
    "materials.used": _l("Chosen what uses it"),
}
ADDED = {"materials.added", "materials.edition_added", "materials.translation_added"}


def _partial(value: str) -> str:
    return formats.partial_day(PartialDate(value))


FIELDS: dict[str, Field] = {
    "title": Field(_l("Title"), Text),
    "summary": Field(_l("Summary"), Text),
    "name": Field(_l("Name of the edition"), Text),
    "kind": Field(_l("Kind"), lambda value: WorkKind(value).label),
    "state": Field(_l("State"), lambda value: TranslationState(value).label),
    "year": Field(_l("Year")),
    "isbn": Field("ISBN"),
    "audience": Field(_l("Who may download its files"), lambda value: Audience(value).label),
    "for_groups": Field(_l("Constituent groups"), lambda value: Group(value).label),
    "in_preparation": Field(_l("Said to be in preparation"), _partial),
    "launched": Field(_l("Launched"), _partial),
    "launch_place": Field(_l("Launched in"), Text),
    "publishers": Field(_l("Publishers"), of=Organisation),
    "partners": Field(_l("Partners"), of=Organisation),
    "made_from": Field(_l("Made from"), formats.language_name),
    "derived_version": Field(_l("Which version of that")),
    "translator": Field(_l("Translator")),
    "licence": Field(_l("Licence"), lambda value: Licence(value).label),
    "attribution": Field(_l("Attribution")),
    "modules": Field(_l("Modules"), of=Module),
    "courses": Field(_l("Courses"), of=Course),
    "activities": Field(_l("Activities"), of=Activity),
}
NAMED: dict[type, Any] = {
    Person: (Person.id, Person.name),
    Organisation: (Organisation.id, Organisation.name),
    Module: (Module.id, Module.title),
    Course: (Course.id, Course.title),
    Activity: (Activity.id, Activity.title),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One deed as readers see it: to which language and file, and ``what`` was said of it."""

    at: datetime
    by: str | Text | None
    deed: str
    facts: Mapping[str, Any]
    changes: list[Change]
    added: bool


def told(work: Work, number: int) -> Page[Told]:
    """Return a page of what was done to ``work``, newest first."""
    found = page(audit.history(work, DEEDS), number, SIZE)
    changed: list[audit.Changes] = [entry.facts.get("changes") or {} for entry in found.rows]
    who = {entry.person_id for entry in found.rows} - {None}
    known = telling.known(changed, FIELDS, NAMED, who)
    people = known.get(Person, {})
    rows = [
        Told(
            entry.at,
            people.get(entry.person_id or 0),
            str(DEEDS[entry.deed]),
            entry.facts,
            telling.changes(changes, FIELDS, known),
            entry.deed in ADDED,
        )
        for entry, changes in zip(found.rows, changed, strict=True)
    ]
    return replace(found, rows=rows)
