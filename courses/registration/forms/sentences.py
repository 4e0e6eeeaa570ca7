"""What registration's refusals say, and how to repair them."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from courses.activities.models import State as Stage
from courses.registration import rules
from courses.registration.models import State
from turin.language.formats import day
from turin.web.refusals import sentence


@sentence.register
def _not_open(_refusal: rules.NotOpen) -> str:
    return _("This activity does not take applications now.")


@sentence.register
def _deadline(refusal: rules.DeadlinePassed) -> str:
    last = refusal.facts["deadline"]
    return _(
        "Applications could be sent until %(day)s. See the courses for the next dates.",
        day=day(last) if isinstance(last, date) else last,
    )


@sentence.register
def _by_invitation(_refusal: rules.ByInvitation) -> str:
    return _("Those who take part in this activity are invited by their organization.")


@sentence.register
def _incomplete(_refusal: rules.Incomplete) -> str:
    return _("Some answers are missing. The steps marked “To do” ask for them.")


@sentence.register
def _already_sent(_refusal: rules.AlreadySent) -> str:
    return _("This application has been sent, so its answers can no longer be changed.")


@sentence.register
def _claims(_refusal: rules.TooManyClaims) -> str:
    return _(
        "Many applications were sent with this address today. Open the links that we mailed, or"
        " try again tomorrow."
    )


@sentence.register
def _links(_refusal: rules.TooManyLinks) -> str:
    return _("We have mailed several links today. Use the newest one, or try again tomorrow.")


@sentence.register
def _wrong_state(refusal: rules.WrongState) -> str:
    state = refusal.facts["state"]
    return _(
        "This is no longer possible: the application now stands at “%(state)s”.",
        state=state.label if isinstance(state, State) else state,
    )


@sentence.register
def _unconfirmed(_refusal: rules.Unconfirmed) -> str:
    return _("Nobody has confirmed this application by the mailed link yet.")


@sentence.register
def _full(refusal: rules.ActivityFull) -> str:
    seats = int(str(refusal.facts["seats"]))
    return ngettext(
        "The %(num)s seat is held. Choose fewer people, or put them on the reserve list.",
        "All %(num)s seats are held. Choose fewer people, or put them on the reserve list.",
        seats,
    )


@sentence.register
def _no_seats(refusal: rules.NoSeatsGiven) -> str:
    state = refusal.facts["state"]
    return _(
        "Seats can be offered while the activity is open or confirmed; it stands at “%(state)s”.",
        state=state.label if isinstance(state, Stage) else state,
    )


@sentence.register
def _too_late(refusal: rules.AnswerTooLate) -> str:
    last = refusal.facts["day"]
    return _(
        "The seat could be taken until %(day)s. Write to us if you still want to come.",
        day=day(last) if isinstance(last, date) else last,
    )


@sentence.register
def _dates_unknown(_refusal: rules.DatesUnknown) -> str:
    return _(
        "This activity is postponed. Your seat is kept for you: answer once you know the new dates."
    )


@sentence.register
def _in_past(_refusal: rules.AnswerInPast) -> str:
    return _("Choose a day to come, so that there is time to answer.")


@sentence.register
def _after_end(refusal: rules.AnswerAfterEnd) -> str:
    last = refusal.facts["last"]
    return _(
        "The activity is over on %(day)s: choose an earlier day to answer by.",
        day=day(last) if isinstance(last, date) else last,
    )


@sentence.register
def _name_needed(_refusal: rules.NameNeeded) -> str:
    return _("Type the name that your certificate should carry.")


@sentence.register
def _nobody(_refusal: rules.NobodyChosen) -> str:
    return _("Select at least one applicant first.")
