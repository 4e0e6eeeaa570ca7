"""Changing certificates: issue, keep what was drawn, revoke, replace."""

from courses.certificates.operations.end import replace, revoke
from courses.certificates.operations.issue import issue
from courses.certificates.operations.make import keep, redraw, set_aside

__all__ = ["issue", "keep", "redraw", "replace", "revoke", "set_aside"]
