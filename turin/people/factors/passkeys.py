"""Passkeys (WebAuthn): a key that her device keeps, and uses once it has made sure that it is she.

That makes both steps in one: the device is what she has, her finger, face or PIN the other. A
challenge is a row of ours, made for one answer; the device answers for our address alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import webauthn
from sqlalchemy import delete, select
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from turin import audit
from turin.db import db
from turin.errors import Refused
from turin.people import signing
from turin.people.factors.models import Challenge, Passkey
from turin.people.models import Person

LASTS = timedelta(minutes=5)
NEEDED = UserVerificationRequirement.REQUIRED
# What the library raises for an answer that no browser gives.
UNUSABLE = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


class PasskeyRefused(Refused):
    """The answer does not show that she has a passkey of ours; why is not said."""


@dataclass(frozen=True, slots=True)
class Site:
    """The address that a passkey is for: its host, and the host with its scheme and port."""

    host: str
    origin: str


def ask_to_make(person: Person, site: Site, *, at: datetime) -> tuple[int, str]:
    """Return the number of a challenge and what her browser needs to make a passkey."""
    challenge, value = _challenge(at, person)
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Turin",
        user_id=_handle(person),
        user_name=person.email,
        user_display_name=person.name,
        challenge=value,
        timeout=int(LASTS.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=NEEDED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key))
            for key in db.session.scalars(
                select(Passkey.credential_id).where(Passkey.person_id == person.id)
            )
        ],
    )
    return challenge.id, webauthn.options_to_json(options)


def ask_to_show(site: Site, *, at: datetime) -> tuple[int, str]:
    """Return the number of a challenge and what a browser needs to offer its passkeys for us."""
    challenge, value = _challenge(at, None)
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=value,
        timeout=int(LASTS.total_seconds() * 1000),
        user_verification=NEEDED,
    )
    return challenge.id, webauthn.options_to_json(options)


def spend(number: int, person: Person | None, *, at: datetime) -> bytes:
    """Use a challenge up and return it; none is answered twice, rightly or not.

    Raises PasskeyRefused if it is too old, was used, or was made for somebody else.
    """
    found = db.session.execute(
        delete(Challenge)
        .where(Challenge.id == number)
        .returning(Challenge.value, Challenge.person_id, Challenge.expires_at)
    ).one_or_none()
    if (
        found is None
        or found.person_id != (person.id if person else None)
        or found.expires_at <= at
    ):
        raise PasskeyRefused
    return base64url_to_bytes(found.value)


def add(
    person: Person, site: Site, challenge: bytes, answer: str, *, name: str, at: datetime
) -> Passkey:
    """Keep the public half of a passkey that her browser has made. Raises PasskeyRefused."""
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except UNUSABLE as wrong:
        raise PasskeyRefused from wrong
    key = bytes_to_base64url(made.credential_id)
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == key)):
        raise PasskeyRefused
    passkey = Passkey(
        person_id=person.id,
        name=name,
        credential_id=key,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        made_at=at,
    )
    db.session.add(passkey)
    db.session.flush()
    audit.record("people.add_passkey", person, by=person, at=at)
    return passkey


def owner(site: Site, challenge: bytes, answer: str, *, at: datetime) -> Person:
    """Return whose passkey has answered. Raises PasskeyRefused."""
    key = read(answer).id
    passkey = db.session.scalar(
        select(Passkey).where(Passkey.credential_id == key).with_for_update()
    )
    if passkey is None:
        raise PasskeyRefused
    try:
        shown = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except UNUSABLE as wrong:
        raise PasskeyRefused from wrong
    person = db.session.get_one(Person, passkey.person_id)
    if person.disabled_at:
        raise PasskeyRefused
    passkey.sign_count, passkey.used_at = shown.new_sign_count, at
    db.session.flush()
    return person


def read(answer: str) -> AuthenticationCredential:
    """Return what a browser has answered, unproven yet. Raises PasskeyRefused."""
    try:
        return parse_authentication_credential_json(answer)
    except UNUSABLE as wrong:
        raise PasskeyRefused from wrong


def remove(person: Person, number: int, *, at: datetime) -> None:
    """Take one of her passkeys no more."""
    gone = db.session.scalar(
        delete(Passkey)
        .where(Passkey.id == number, Passkey.person_id == person.id)
        .returning(Passkey.id)
    )
    if gone is not None:
        audit.record("people.remove_passkey", person, by=person, at=at)


def _challenge(at: datetime, person: Person | None) -> tuple[Challenge, bytes]:
    value = secrets.token_bytes(32)
    challenge = Challenge(
        value=bytes_to_base64url(value),
        person_id=person.id if person else None,
        expires_at=at + LASTS,
    )
    db.session.add(challenge)
    db.session.flush()
    return challenge, value


def _handle(person: Person) -> bytes:
    """Return who she is for her device: always the same, and nothing that tells anybody."""
    return signing.digests(f"passkeys of {person.id}")[0]
