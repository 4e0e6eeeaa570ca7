"""What is asked of coordinators about whom to invite, and of those who are invited."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from courses.activities.fields import BoxesField, DayField
from courses.schedule import rules as schedule
from courses.schedule.inviting import rules
from courses.schedule.inviting.models import Invitation, Teaches
from courses.schedule.inviting.operations import Asked, Said
from courses.schedule.models import Session
from turin.language import formats, reader
from turin.language.known import INTERFACE
from turin.people.models import Person
from turin.web.fields import at_most, mail_address
from turin.web.forms import Form, Needed
from turin.web.refusals import sentence

NEW = ""


class InviteForm(Form):
    """Whom to ask for which sessions."""

    refused_at: ClassVar = {rules.NothingToTeach: "sessions"}
    trainer = SelectField(_l("Who"))
    name = StringField(_l("Name"), [at_most(200)])
    email = StringField(
        _l("Email address"), description=_l("She or he needs no account to answer.")
    )
    language = SelectField(
        _l("Language of the letter"),
        choices=lambda: {code: one.autonym for code, one in INTERFACE.items()},
    )
    sessions = BoxesField(_l("For which sessions"), [Needed(_l("Choose at least one session."))])

    def __init__(self, trainers: Sequence[Person], sessions: Sequence[Session]) -> None:
        super().__init__(data={"language": reader.current().code})
        self._trainers = {str(one.id): one for one in trainers}
        self._sessions = {str(one.id): one for one in sessions}
        names = {number: one.name for number, one in self._trainers.items()}
        self.trainer.choices = {NEW: _("Somebody new: write the name and address"), **names}
        self.sessions.choices = {number: told(one) for number, one in self._sessions.items()}

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the name and the address of somebody new."""
        fine = super().validate(extra_validators)
        if self.trainer.data == NEW:
            if not self.name.data:
                self.name.errors = [*self.name.errors, _("Enter the name.")]
            if mail_address(self.email.data or "") is None:
                self.email.errors = [_("Enter an address like name@example.org.")]
        return bool(fine) and not (self.name.errors or self.email.errors)

    @property
    def asked(self) -> Asked:
        """Return whom to ask."""
        known = self._trainers.get(self.trainer.data or NEW)
        if known:
            return Asked(known.name, known.email, known.language, known)
        address = mail_address(self.email.data or "") or ""
        return Asked(self.name.data or "", address, self.language.data)

    @property
    def chosen(self) -> list[Session]:
        """Return for which sessions."""
        return [self._sessions[number] for number in self.sessions.data or ()]


def told(session: Session) -> str:
    """Say which session it is: its day, its hours and its title."""
    return _(
        "%(day)s, %(starts)s–%(ends)s: %(title)s",
        day=formats.day(session.local_starts.date(), "MMMEd"),
        starts=f"{session.local_starts:%H:%M}",
        ends=f"{session.local_ends:%H:%M}",
        title=reader.said(session.title).words,
    )


class AnswerForm(Form):
    """What somebody who is invited answers, and when she does not teach at all."""

    refused_at: ClassVar = {schedule.AwayBackwards: "last"}
    answer = RadioField(
        _l("Your answer"),
        [Needed(_l("Choose one of the two answers."))],
        choices=lambda: {one.value: one.label for one in Teaches},
        coerce=Teaches,
    )
    words = TextAreaField(_l("What else we should know"), [at_most(2000)])
    first = DayField(_l("First day away"), [Optional()])
    last = DayField(
        _l("Last day away"), [Optional()], description=_l("Leave it empty for one day.")
    )

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(data={"answer": invitation.answer, "words": invitation.words})

    def said(self, zone: str) -> Said:
        """Return what was filled in by somebody whose clocks are those of ``zone``."""
        first, last = self.first.data, self.last.data
        away = (first, last or first, "") if first else None
        return Said(self.answer.data, self.words.data or "", away, zone)


@sentence.register
def _nothing_to_teach(_refusal: rules.NothingToTeach) -> str:
    return _("Choose at least one session that is still to come.")


@sentence.register
def _already_asked(refusal: rules.AlreadyAsked) -> str:
    return _(
        "%(name)s has this letter already and has not answered yet.", name=refusal.facts["name"]
    )


@sentence.register
def _not_asked(_refusal: rules.NotAsked) -> str:
    return _("This invitation was taken back, or its sessions are over. Nothing was changed.")


@sentence.register
def _has_answered(refusal: rules.HasAnswered) -> str:
    return _(
        "%(name)s has said yes. Take the trainer off the sessions instead, and write why.",
        name=refusal.facts["name"],
    )
