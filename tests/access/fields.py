"""Who sees what of whom, and on which pages. What no line allows is a leak.

    sees("special", of=APPLICANTS, by=RUN_IT, on="applicants.*")

The first word is a sort of personal data, or a field as ``table.column``. ``of`` and ``by`` are
actors of the policy; ``STRANGER`` has no account, and ``HERSELF`` is whoever looks. ``on`` names
endpoints of pages or kinds of letters. What is ``secret`` has no line: nobody sees it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.access.canaries import STRANGER, Canary
from tests.access.policy import (
    ACTORS,
    ADMINISTRATORS,
    EVERYBODY,
    RUN_IT,
    STAFF,
    WORK_ON_IT,
    WORKERS,
)

HERSELF = frozenset({"herself"})
APPLICANTS = frozenset({"applicant", "participant", STRANGER})  # of the activity that RUN_IT runs
PARTICIPANT = frozenset({"participant"})
COORDINATES = frozenset({"coordinator", "disabled"})  # whose activity it is, or was


@dataclass(frozen=True)
class Sight:
    """One line of the table."""

    what: tuple[str, ...]
    of: frozenset[str]
    by: frozenset[str]
    on: tuple[str, ...]

    def allows(self, canary: Canary, actor: str, page: str) -> bool:
        """Whether ``actor`` may find ``canary`` on ``page``."""
        hers = canary.owner == actor
        return (
            any(fnmatchcase(canary.field, one) or canary.sort == one for one in self.what)
            and (hers if self.of == HERSELF else canary.owner in self.of)
            and (hers if self.by == HERSELF else actor in self.by)
            and any(fnmatchcase(page, one) for one in self.on)
        )


def sees(what: str, *, of: Iterable[str], by: Iterable[str], on: str) -> Sight:
    """Return a line of the table."""
    return Sight(tuple(what.split()), frozenset(of), frozenset(by), tuple(on.split()))


PAGES = (
    # What is hers she may see wherever it is of use to her.
    sees("personal special", of=HERSELF, by=HERSELF, on="*"),
    # Who runs an activity sees who applied; group, organisation, needs only where she chooses.
    sees("personal", of=APPLICANTS, by=RUN_IT, on="certificates.* reminders.*"),
    # ... and so does who does the daily work on it.
    sees("personal", of=APPLICANTS, by=WORK_ON_IT, on="applicants.* attendance.*"),
    sees("special", of=APPLICANTS, by=WORK_ON_IT, on="applicants.*"),
    # On papers, which lie about, stands neither group nor organisation.
    sees("personal", of=APPLICANTS, by=WORK_ON_IT, on="papers.download"),
    sees("job_error.*", of={STRANGER}, by=RUN_IT, on="jobs.*"),
    # Whom a letter does not reach is reached by who runs the activity it is about...
    sees(
        "person.name person.email application.phone application.reference"
        " outbox.subject outbox.locale outbox.last_error",
        of={"applicant"},
        by=RUN_IT,
        on="staff.unreached staff.reach",
    ),
    # ... and, when it is about a draft, by an administrator, who sees nothing of the draft.
    sees(
        "message_intent.name message_intent.email outbox.subject outbox.locale outbox.last_error",
        of={STRANGER},
        by=ADMINISTRATORS,
        on="staff.unreached staff.reach",
    ),
    # Who runs an activity calls for candidates, and reads the answers.
    sees("called.*", of={STRANGER}, by=RUN_IT, on="calls.*"),
    # Who runs an activity invites trainers, and reads their answers.
    sees("invitation.*", of={STRANGER}, by=RUN_IT, on="inviting.* staff.overview"),
    # A trainer marks who was there: she sees names and marks.
    sees(
        "application.name application.certificate_name attendance.mark",
        of=PARTICIPANT,
        by={"trainer"},
        on="attendance.session",
    ),
    # Who runs an activity puts what its trainers sent where it belongs.
    sees(
        "upload.name person.name", of={"trainer"}, by=RUN_IT, on="keeping.add_file translating.send"
    ),
    # Whoever holds a certificate's number may check whose it is: that is what it is for.
    sees("certificate.printed", of=PARTICIPANT, by=EVERYBODY, on="verification.verify"),
    # Colleagues: who can run an activity, and who can teach.
    sees(
        "person.name",
        of=STAFF | {"disabled"},
        by=WORKERS,
        on="activities.* schedule.* staff.copy staff.copied history.* bulk.* lists.of_one"
        " keeping.history inviting.* deputies.*",
    ),
    sees("person.name", of={"trainer"}, by=WORK_ON_IT, on="papers.download"),
    # Who is told that something is for others is told who they are; who stands in, for whom.
    sees("person.name", of={"coordinator", "disabled"}, by={"assistant", "deputy"}, on="*"),
    # An administrator looks after the accounts.
    sees("person.*", of=ACTORS, by={"administrator"}, on="accounts.*"),
    # The demonstration sends no mail out: its mailbox stands for everybody's.
    sees("message_intent.* outbox.*", of={*ACTORS, STRANGER}, by=EVERYBODY, on="mailbox.*"),
)

LETTERS = (
    sees("personal", of=HERSELF, by=HERSELF, on="*"),
    # A coordinator answers what a stranger asks.
    sees("question.*", of={STRANGER}, by=COORDINATES, on="activities.question"),
    # Who is called is written to by name.
    sees("called.*", of={STRANGER}, by={STRANGER}, on="activities.call"),
    # A deputy is told for whom.
    sees("person.name", of={"coordinator"}, by={"deputy"}, on="people.deputy"),
    # Whoever is asked to teach is written to by name, and her answer goes to who runs it.
    sees("invitation.*", of={STRANGER}, by={STRANGER}, on="schedule.invitation schedule.revoked"),
    sees("invitation.*", of={STRANGER}, by=COORDINATES, on="schedule.answered"),
    # A participant may ask whoever runs the activity.
    sees("person.name", of=COORDINATES, by=PARTICIPANT, on="reminders.start"),
)
