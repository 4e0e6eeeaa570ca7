"""What is done to persons and their accounts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from turin import audit, mail
from turin.access import Permission
from turin.db import db
from turin.db.locks import lock_word
from turin.errors import Refused
from turin.language.known import DEFAULT
from turin.people import factors, links, passwords, queries
from turin.people.keys import email_key, name_key
from turin.people.models import Person, Role, RoleGrant, Sex, SignIn
from turin.people.names import cleaned


class OwnAccount(Refused):
    """Nobody takes her own rights or closes her own account: the last key would be inside."""


class StaffAddress(Refused):
    """Only an administrator changes the address of somebody who works here."""


def find_or_make(  # noqa: PLR0913 - what is known of a person
    email: str,
    name: str,
    *,
    at: datetime,
    certificate_name: str = "",
    sex: Sex | None = None,
    phone: str = "",
    country: str | None = None,
    language: str = "en",
    zone: str = "Europe/Rome",
) -> Person:
    """Return the person of this mailbox and name, made if there is none.

    Only who has shown that the mailbox is hers may bring a person about: call it when she opens
    a mail link. What we know of a person already stays as it is.
    """
    name = cleaned(name)
    lock_word(f"person {email_key(email)} {name_key(name)}")  # two links opened at once
    if found := queries.named(email, name):
        return found
    person = Person(
        email=email.strip(),
        name=name,
        certificate_name=cleaned(certificate_name),
        sex=sex,
        phone=phone,
        country=country,
        language=language,
        zone=zone,
        created_at=at,
    )
    db.session.add(person)
    db.session.flush()
    audit.record("people.make", person, by=person, at=at)
    return person


def change_profile(
    person: Person,
    *,
    name: str,
    certificate_name: str,
    language: str,
    zone: str,
    by: Person,
    at: datetime,
) -> None:
    """Change how she is called and addressed. A certificate already issued keeps its name."""
    new = {
        "name": cleaned(name),
        "certificate_name": cleaned(certificate_name),
        "language": language,
        "zone": zone,
    }
    changed = [field for field, value in new.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, new[field])
    db.session.flush()
    if changed:
        audit.record("people.change_profile", person, by=by, at=at, changed=changed)


def correct_address(person: Person, email: str, *, by: Person, at: datetime) -> None:
    """Write to another mailbox from now on, since nothing arrives at the old one.

    Raises StaffAddress if she works here: who can read her mail can sign in as her, so that her
    rights would go with the address. Only an administrator may give those.
    """
    if person.works_here and not by.may(Permission.ADMINISTER):
        raise StaffAddress
    before, person.email = person.email, email
    db.session.flush()
    audit.record("people.correct_address", person, by=by, at=at, before=before, after=email)


def set_password(person: Person, password: str, *, by: Person | None, at: datetime) -> None:
    """Give her a new password. Raises PasswordTooShort, PasswordTooSimple or PasswordTooCommon."""
    passwords.check_password(password, person, alone=not factors.has(person))
    person.password_hash = passwords.hashed(password)
    person.password_short = passwords.short(password)
    db.session.flush()
    audit.record("people.set_password", person, by=by, at=at)


def mail_link(email: str, *, leads_to: str, at: datetime) -> None:
    """Mail a link that signs in to this address, if somebody may sign in with it.

    For an unknown address the same is done, so that the time does not tell; its letter is withheld
    by who would write it.
    """
    link = links.make(links.SIGN_IN, email, at, leads_to=leads_to)
    persons = queries.of_mailbox(email)
    mail.post(
        "people.sign_in",
        subject=("mail_link", link.id),
        person=persons[0] if persons else mail.Stranger("", email, DEFAULT.code),
        occurrence="once",
        at=at,
        expires=link.expires_at,
    )


def renew_hashes(persons: Sequence[Person], password: str) -> None:
    """Hash their password, which they have just told, anew where we hash better by now."""
    for person in persons:
        if person.password_hash and passwords.outdated(person.password_hash):
            person.password_hash = passwords.hashed(password)


def grant(person: Person, role: Role, *, by: Person | None, at: datetime) -> None:
    """Give her a role; one that she has already changes nothing."""
    if person.has(role):
        return
    person.roles.append(RoleGrant(role=role))
    db.session.flush()
    audit.record("people.grant", person, by=by, at=at, role=role)
    if by:
        _tell_roles(person, at)


def revoke_role(person: Person, role: Role, *, by: Person, at: datetime) -> None:
    """Take a role from her. Raises OwnAccount if it is the deciding person's own."""
    if person == by:
        raise OwnAccount
    kept = [held for held in person.roles if held.role != role]
    if len(kept) == len(person.roles):
        return
    person.roles = kept
    db.session.flush()
    audit.record("people.revoke_role", person, by=by, at=at, role=role)
    _tell_roles(person, at)


def _tell_roles(person: Person, at: datetime) -> None:
    """Tell her what she may do now, so that neither a gift nor a loss goes unseen."""
    mail.post(
        "people.roles",
        subject=("person", person.id),
        person=person,
        occurrence=at.isoformat(),
        at=at,
    )


def disable(person: Person, *, by: Person, at: datetime) -> None:
    """Close her account and sign her out everywhere. Raises OwnAccount if it is ``by``'s."""
    if person == by:
        raise OwnAccount
    if person.disabled_at is None:
        person.disabled_at = at
        end_sign_ins(person, at=at)
        audit.record("people.disable", person, by=by, at=at)


def enable(person: Person, *, by: Person, at: datetime) -> None:
    """Open her account again."""
    if person.disabled_at is not None:
        person.disabled_at = None
        db.session.flush()
        audit.record("people.enable", person, by=by, at=at)


def reset_second_factor(person: Person, *, by: Person | None, at: datetime) -> None:
    """Forget her second factors, sign her out everywhere and tell her so.

    Raises OwnAccount if it is ``by``'s: a stolen sign-in must not do away with it.
    """
    if person == by:
        raise OwnAccount
    factors.drop(person)
    end_sign_ins(person, at=at)
    audit.record("people.reset_second_factor", person, by=by, at=at)
    mail.post(
        "people.second_factor_reset",
        subject=("person", person.id),
        person=person,
        occurrence=at.isoformat(timespec="seconds"),
        at=at,
    )


def end_sign_in(person: Person, sign_in_id: int, *, at: datetime) -> None:
    """Sign her out on one browser, if that sign-in is hers and is not over."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_sign_ins(person: Person, *, at: datetime, spare: SignIn | None = None) -> None:
    """Sign her out on every browser, but for the one of ``spare``."""
    ending = update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if spare is not None:
        ending = ending.where(SignIn.id != spare.id)
    db.session.execute(ending.values(ended_at=at))
    db.session.flush()
