"""The permissions there are, and the marks by which a view declares which of them it asks for."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "turin_declared"


class Permission(StrEnum):
    """What a role may do; which object she may do it to is the capability's ``access.py``."""

    SIGNED_IN = "signed-in"
    TEACH = "teach"
    SEND_FILES = "send-files"  # large ones, to be used on other pages
    SEE_PLAN = "see-plan"  # what is planned, of all or of what she has to do with
    SEE_FIGURES = "see-figures"  # of the whole Centre, and nobody's name
    WORK_ON_ACTIVITIES = "work-on-activities"  # which part of the work: `courses.activities.access`
    RUN_ACTIVITIES = "run-activities"
    ADMINISTER = "administer"


def public(view: View) -> View:
    """Declare that anybody may call ``view``."""
    setattr(view, _MARK, None)
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare that only who has ``permission`` may call the view."""

    def declare(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return declare


def signed_in(view: View) -> View:
    """Declare that anybody who is signed in may call ``view``."""
    return requires(Permission.SIGNED_IN)(view)


def declared(view: Callable[..., Any]) -> tuple[bool, Permission | None]:
    """Return whether ``view`` declares anything, and the permission it asks for, if any."""
    return hasattr(view, _MARK), getattr(view, _MARK, None)
