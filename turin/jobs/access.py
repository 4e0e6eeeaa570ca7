"""Who may look at which job."""

from werkzeug.exceptions import NotFound

from turin.access import Permission
from turin.db import db
from turin.jobs.models import Job
from turin.people.models import Person


def job(job_id: int, person: Person) -> Job:
    """Return a job to who started it or an administrator. Raises NotFound for anybody else."""
    found = db.session.get(Job, job_id)
    if found is None or not (found.started_by_id == person.id or person.may(Permission.ADMINISTER)):
        raise NotFound
    return found
