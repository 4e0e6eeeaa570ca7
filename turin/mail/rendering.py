"""A promised letter as the message that will leave: in its reader's language, once and for all."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g, render_template

from turin.config import Settings
from turin.db import db
from turin.language import reader
from turin.language.known import DEFAULT, INTERFACE
from turin.language.scripts import written_as
from turin.mail.letters import Withheld, writer_of
from turin.mail.message import Parts, compose, one_line
from turin.mail.models import Intent, Outgoing


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a message, the address for its envelope, its subject and its language."""

    to_addr: str
    locale: str
    subject: str
    message: bytes


def render(outgoing_id: int, at: datetime) -> Rendered:
    """Return the message of a row of the outbox.

    It is rendered apart from whatever its caller is doing: with a session of its own, and as an
    answer to a reader of its language at our public address, so that links are whole.

    Raises Withheld if there is nothing to write any more, BadAddress if no mail can go there, and
    KeyError if nobody writes its kind.
    """
    application = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - a proxy does not outlive its context
    settings: Settings = application.extensions["settings"]
    with (
        application.app_context(),
        application.test_request_context("/", base_url=settings.public_url),
    ):
        outgoing = db.session.get_one(Outgoing, outgoing_id)
        if outgoing.intent.cancelled_at:
            raise Withheld("cancelled")
        g.language = INTERFACE.get(_language(outgoing), DEFAULT)
        return _rendered(outgoing, settings, at)


def _language(outgoing: Outgoing) -> str:
    person = outgoing.intent.person
    return person.language if person else outgoing.intent.language


def _called(intent: Intent) -> str:
    """Return how a letter greets her: as she writes her name herself, if it is in that script."""
    if intent.person is None:
        return intent.name
    name: str = intent.person.name
    own: str = intent.person.certificate_name
    return own if written_as(own, reader.current()) else name


def _rendered(outgoing: Outgoing, settings: Settings, at: datetime) -> Rendered:
    intent = outgoing.intent
    to = intent.person or intent
    letter = writer_of(intent.kind)(intent)
    capability, _dot, name = intent.kind.partition(".")
    values = {
        "name": _called(intent),
        **letter.values,
        "letter": letter,
        "reply_to": settings.reply_to,
    }
    parts = Parts(
        sender=settings.mail_from,
        reply_to=settings.reply_to,
        name=to.name,
        to_addr=to.email,
        subject=letter.subject,
        text=render_template(f"mail/{capability}/{name}.txt", **values),
        html=render_template(f"mail/{capability}/{name}.html", **values),
        language=reader.current().code,
    )
    message = compose(parts, outgoing.message_id, at)
    return Rendered(to.email, parts.language, one_line(letter.subject)[:300], message)
