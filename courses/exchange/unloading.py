"""Taking the example away again, and nothing that people made."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, delete, select, update

from courses.activities.models import Activity, ActivityTerm
from courses.catalogue.models import Course, Term
from courses.exchange.loading import SECTIONS
from courses.materials.derived import operations as derived
from courses.materials.models import ActivityMaterial, MaterialFile, Work
from turin import clock
from turin.db import Base, db, search
from turin.rows import Section

SEARCHED = {"courses": "course", "activities": "activity", "works": "work"}


@dataclass(slots=True)
class Unloaded:
    """How many rows of each section went, and which stay because of what hangs on them."""

    removed: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


def unload() -> Unloaded:
    """Remove the rows that the example brought, but for those that something else stands on.

    Demonstration activities lose their course, its themes and the sample files; what they teach is
    a snapshot of their own. Runs inside a transaction.
    """
    _let_the_demonstration_go()
    done = Unloaded()
    for section in reversed(SECTIONS):
        model: Any = section.model
        rows = db.session.scalars(
            select(model).where(model.example).order_by(model.id.desc())
        ).all()
        for row in rows:
            if held_by := _hanging(section, row):
                done.kept.append(f"{section.name} {row.key}: {held_by} stands on it")
                continue
            if section.name in SEARCHED:
                search.forget(SEARCHED[section.name], row.id)
            db.session.delete(row)
            db.session.flush()
            done.removed[section.name] += 1
    derived.forget(clock.now())  # the previews of the sample files
    return done


def _let_the_demonstration_go() -> None:
    invented = select(Activity.id).where(Activity.demonstration)
    courses = select(Course.id).where(Course.example)
    db.session.execute(
        update(Activity)
        .where(Activity.demonstration, Activity.course_id.in_(courses))
        .values(course_id=None)
    )
    terms = select(Term.id).where(Term.example)
    db.session.execute(
        delete(ActivityTerm).where(
            ActivityTerm.activity_id.in_(invented), ActivityTerm.term_id.in_(terms)
        )
    )
    samples = select(Work.id).where(Work.example, Work.sample)
    db.session.execute(
        delete(ActivityMaterial).where(
            ActivityMaterial.activity_id.in_(invented), ActivityMaterial.work_id.in_(samples)
        )
    )


def _hanging(section: Section, row: Any) -> str:
    """Return the name of a table that refers to ``row`` and is not part of it; "" if none does.

    The files of a work are somebody's own, but for the sample files, which came with it.
    """
    parts = {part.__tablename__ for part in section.parts}
    if isinstance(row, Work) and row.sample:
        parts.add(MaterialFile.__tablename__)
    return _refers(section.model.metadata.tables[section.model.__tablename__], {row.id}, parts)


def _refers(table: Table, ids: set[int], parts: set[str]) -> str:
    for other, column in _referring(table):
        columns = list(other.primary_key.columns)
        found = set(db.session.scalars(select(columns[0]).where(column.in_(ids))))
        if found and other.name not in parts:
            return other.name.replace("_", " ")
        if found and len(columns) == 1 and (further := _refers(other, found, parts)):
            return further
    return ""


@cache
def _referring(table: Table) -> list[tuple[Table, Column[Any]]]:
    """Return the tables whose rows may stand on one of ``table``, and the column that names it."""
    return [
        (other, key.parent)
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and key.ondelete != "SET NULL"
    ]
