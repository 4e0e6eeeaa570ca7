"""What a trainer teaches with: the works of her activities, and those of the modules in them."""

from sqlalchemy import Select, select, union

from courses.activities.models import ActivityModule
from courses.materials.models import ModuleMaterial, Work
from courses.materials.queries import FILES, handed_out
from courses.schedule.models import Session, SessionTrainer
from turin.db import db
from turin.people.models import Person


def taught_with(person: Person) -> list[Work]:
    """Return the works that ``person`` teaches with, by key."""
    hers = Work.id.in_(_of_hers(person))
    return list(db.session.scalars(select(Work).options(FILES).where(hers).order_by(Work.key)))


def ids_taught_with(person: Person) -> set[int]:
    """Return the numbers of these works: their files are hers, whomever else they are for."""
    return set(db.session.scalars(select(Work.id).where(Work.id.in_(_of_hers(person)))))


def _of_hers(person: Person) -> Select[tuple[int]]:
    hers = (
        select(Session.activity_id)
        .join(SessionTrainer, SessionTrainer.session_id == Session.id)
        .where(SessionTrainer.person_id == person.id)
    )
    taught = (
        select(ModuleMaterial.work_id)
        .join(ActivityModule, ActivityModule.module_id == ModuleMaterial.module_id)
        .where(ActivityModule.activity_id.in_(hers))
    )
    handed = handed_out(hers).subquery()
    found = union(select(handed.c.work_id), taught).subquery()
    return select(found.c.work_id)
