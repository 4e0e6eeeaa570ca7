"""Long work: rows that say how far it is, so that it can be shown and taken up again."""

from turin.jobs.operations import advance, fail, nudge, nudge_with, start
from turin.jobs.work import does

__all__ = ["advance", "does", "fail", "nudge", "nudge_with", "start"]
