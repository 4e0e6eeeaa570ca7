"""Audit: who did what to which record and when, kept beside the change itself."""

from turin.audit.differing import Changes, differences, snapshot
from turin.audit.operations import forget, record
from turin.audit.queries import history

__all__ = ["Changes", "differences", "forget", "history", "record", "snapshot"]
