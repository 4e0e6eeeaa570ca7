"""What follows from what: the one list of events and their listeners, and who writes letters."""

from courses.activities import access, questions
from courses.activities import events as activities
from courses.activities import notices as _activities  # noqa: F401 - declares its letters
from courses.activities.calls import notices as _calls  # noqa: F401 - likewise
from courses.catalogue import events as catalogue
from courses.catalogue import operations as courses
from courses.certificates import making as _making  # noqa: F401 - declares its long work
from courses.certificates import notices as _certificates  # noqa: F401 - declares its letters
from courses.materials import copying as materials
from courses.materials import operations as works
from courses.materials.derived import making as _derived  # noqa: F401 - declares its long work
from courses.materials.library import notices as _library  # noqa: F401 - declares its letters
from courses.materials.packs import making as _packs  # noqa: F401 - declares its long work
from courses.registration import events as registration
from courses.registration import notices as _registration  # noqa: F401 - likewise
from courses.registration import operations as applications
from courses.reminders import notices as _reminders  # noqa: F401 - likewise
from courses.reminders import operations as reminders
from courses.schedule import copying as sessions
from courses.schedule import operations as schedule
from courses.schedule.calendars import following as _following  # noqa: F401 - follows all writes
from courses.schedule.inviting import notices as _inviting  # noqa: F401 - declares its letters
from courses.schedule.team import tell_team
from turin import audit
from turin.events import listen


def connect() -> None:
    """Have each event's listeners called, and deeds of deputies told as theirs."""
    audit.ask_for_whom(access.for_whom)
    listen(catalogue.ModuleChanged, _find_by_its_words)
    listen(activities.Copied, sessions.copy_sessions, materials.hand_on)
    listen(activities.Opened, _follow_state, _plan_reminders, _tell_who_waits, _keep_offers)
    listen(activities.Confirmed, _tell_that_it_takes_place, tell_team)
    listen(activities.Moved, _plan_reminders, _tell_of_new_dates, _keep_offers, tell_team)
    listen(activities.Rezoned, _follow_zone, _plan_reminders)
    listen(activities.Postponed, _follow_state, _plan_reminders, _tell_of_postponement, tell_team)
    listen(activities.Cancelled, _follow_state, _plan_reminders, _tell_of_cancellation, tell_team)
    listen(registration.Confirmed, _plan_reminders_again)
    listen(registration.Withdrawn, _plan_reminders_again)


def _find_by_its_words(changed: catalogue.ModuleChanged) -> None:
    courses.index_using(changed.module)
    works.index_using(changed.module)


def _plan_reminders(
    event: activities.Opened
    | activities.Moved
    | activities.Rezoned
    | activities.Postponed
    | activities.Cancelled,
) -> None:
    reminders.plan(event.activity, at=event.at)


def _follow_zone(rezoned: activities.Rezoned) -> None:
    schedule.follow_zone(rezoned.activity, at=rezoned.at)


def _tell_that_it_takes_place(confirmed: activities.Confirmed) -> None:
    applications.tell_all(applications.TAKES_PLACE, confirmed.activity, at=confirmed.at)


def _follow_state(event: activities.Opened | activities.Postponed | activities.Cancelled) -> None:
    schedule.follow_state(event.activity, at=event.at)


def _tell_of_new_dates(moved: activities.Moved) -> None:
    applications.tell_all(applications.MOVED, moved.activity, at=moved.at)


def _tell_of_postponement(postponed: activities.Postponed) -> None:
    applications.tell_all(applications.POSTPONED, postponed.activity, at=postponed.at)


def _tell_of_cancellation(cancelled: activities.Cancelled) -> None:
    applications.tell_all(applications.CANCELLED, cancelled.activity, at=cancelled.at)


def _tell_who_waits(opened: activities.Opened) -> None:
    questions.tell_who_waits(opened.activity, at=opened.at)


def _keep_offers(event: activities.Opened | activities.Moved) -> None:
    applications.keep_offers(event.activity, at=event.at)


def _plan_reminders_again(event: registration.Happened) -> None:
    reminders.plan_hers(event.application, at=event.at)
