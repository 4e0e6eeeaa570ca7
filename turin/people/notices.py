"""The letters that people get about their accounts."""

from flask import url_for
from flask_babel import gettext as _

from turin import clock
from turin.db import db
from turin.mail import Letter, Withheld, writes
from turin.mail.models import Intent
from turin.people import links, queries
from turin.people.models import Deputy, MailLink, Person, Role


@writes("people.sign_in")
def sign_in(intent: Intent) -> Letter:
    """Write the letter with a link that signs in.

    Raises Withheld once the link is spent, and if nobody may sign in with it.
    """
    link = db.session.get(MailLink, intent.subject_id)
    if link is None or link.used_at:
        raise Withheld("the link was used")
    if not queries.of_mailbox(link.email_key):
        raise Withheld("nobody signs in with this address")
    address = url_for("people.open_link", token=links.token(link), _external=True)
    values = {"address": address}
    if len(queries.of_mailbox(intent.email)) > 1:
        values["name"] = ""  # whoever of them opens it: which one asked is not known
    return Letter(_("Your link to sign in"), f"S{link.id}", values)


@writes("people.second_factor_reset")
def second_factor_reset(intent: Intent) -> Letter:
    """Tell her that an administrator did away with her second factor."""
    address = url_for("people.sign_in", _external=True)
    subject = _("The second step of your sign-in was taken away")
    return Letter(subject, f"S{intent.id}", {"address": address})


@writes("people.roles")
def roles(intent: Intent) -> Letter:
    """Tell her which roles she has, after one was given or taken."""
    person = db.session.get(Person, intent.subject_id)
    if person is None:
        raise Withheld("the account is gone")
    held = [role.label for role in Role if person.has(role)]
    return Letter(_("What you may do on the staff pages"), f"S{intent.id}", {"roles": held})


@writes("people.deputy")
def deputy(intent: Intent) -> Letter:
    """Tell a deputy, and her who is away, from when to when she stands in, or that it is over."""
    found = db.session.get(Deputy, intent.subject_id)
    if found is None:
        raise Withheld("it is over long since")
    values = {"deputy": found, "over": found.ends_at <= clock.now()}
    return Letter(_("Standing in for a coordinator"), f"S{intent.id}", values)
