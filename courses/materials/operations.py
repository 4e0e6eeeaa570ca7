"""Changing what the library says of its works."""

from datetime import datetime

from sqlalchemy import delete, select

from courses.catalogue.models import Module
from courses.materials import queries
from courses.materials.models import ModuleMaterial, Work
from turin import audit
from turin.db import db, search
from turin.db.types import Text
from turin.people.models import Person


def use_in(module: Module, keys: list[str], *, by: Person, at: datetime) -> None:
    """Let ``module`` use the works of ``keys`` and no others."""
    before = {work.id: work for work in queries.of_module(module)}
    wanted = db.session.scalars(select(Work).where(Work.key.in_(keys)).order_by(Work.key)).all()
    after = {work.id: work for work in wanted}
    if before.keys() == after.keys():
        return
    gone = before.keys() - after.keys()
    mine = ModuleMaterial.module_id == module.id
    db.session.execute(delete(ModuleMaterial).where(mine, ModuleMaterial.work_id.in_(gone)))
    new = sorted(after.keys() - before.keys())
    db.session.add_all(ModuleMaterial(module_id=module.id, work_id=one) for one in new)
    db.session.flush()
    audit.record("materials.module", module, by=by, at=at, works=sorted(keys))
    for number in before.keys() ^ after.keys():
        work = after.get(number) or before[number]
        index(work, queries.modules_using(work))


def index_using(module: Module) -> None:
    """Make the works that a module uses found by its title of now; each is locked first."""
    used = select(ModuleMaterial.work_id).where(ModuleMaterial.module_id == module.id)
    query = select(Work).where(Work.id.in_(used)).order_by(Work.id).with_for_update(of=Work)
    for work in db.session.scalars(query.execution_options(populate_existing=True)):
        index(work, queries.modules_using(work))


def index(work: Work, taught: list[Module]) -> None:
    """Make a work found by its titles, its number, who published it, and the modules it is for."""
    publishers = [one.organisation for one in work.publishers]
    numbers = [work.isbn, *(edition.isbn for edition in work.editions)]
    numbers += [one.isbn for edition in work.editions for one in edition.translations]
    numbers += [one.replace("-", "") for one in numbers if "-" in one]
    search.index(
        "work",
        work.id,
        work.title,
        *(edition.name for edition in work.editions),
        texts=(
            work.summary,
            Text(und=" ".join(filter(None, numbers))),
            *(Text(und=one.acronym) if one.acronym else one.name for one in publishers),
            *(module.title for module in taught),
        ),
    )
