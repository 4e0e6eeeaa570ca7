"""Audit: who did what to which record and when, kept beside the change itself."""

from turin.audit.operations import forget, record

__all__ = ["forget", "record"]
