"""Long work: rows that say how far it is, so that it can be shown and taken up again."""

from turin.jobs.operations import advance, fail, forget, nudge, nudge_with, start, withdraw
from turin.jobs.work import does

__all__ = ["advance", "does", "fail", "forget", "nudge", "nudge_with", "start", "withdraw"]
