"""Audit: who did what to which record and when, kept beside the change itself."""

from turin.audit.operations import ask_for_whom, forget, record

__all__ = ["ask_for_whom", "forget", "record"]
