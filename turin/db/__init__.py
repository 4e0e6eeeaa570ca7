"""The database: one session, one place that commits, and the types that every capability uses."""

from turin.db.base import Base, db
from turin.db.transaction import after_commit, apart, transaction

__all__ = ["Base", "after_commit", "apart", "db", "transaction"]
