"""Which second factors somebody has, and what goes when the last of them goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Select, delete, func, or_, select

from turin.config import Settings
from turin.db import db
from turin.people.factors.models import OneTimeCodes, Passkey, RecoveryCode
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Held:
    """What she has set up, and how many recovery codes she has not used yet."""

    codes: bool
    passkeys: Sequence[Passkey]
    recovery_codes: int

    @property
    def any(self) -> bool:
        """Whether a second factor is asked of her."""
        return self.codes or bool(self.passkeys)


def has(person: Person) -> bool:
    """Whether a second factor is asked of her."""
    passkeys = select(Passkey.id).where(Passkey.person_id == person.id)
    return bool(db.session.scalar(select(or_(_codes(person).exists(), passkeys.exists()))))


def lacking(person: Person) -> bool:
    """Whether she must set one up before she sees a staff page. In a demonstration nobody must."""
    settings: Settings = current_app.extensions["settings"]
    return not settings.demo and person.needs_second_factor and not has(person)


def held(person: Person) -> Held:
    """Return what she has set up."""
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    passkeys = select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.id)
    return Held(
        db.session.scalar(_codes(person)) is not None,
        db.session.scalars(passkeys).all(),
        db.session.scalar(unused) or 0,
    )


def drop(person: Person) -> None:
    """Forget all her second factors."""
    for model in (OneTimeCodes, Passkey, RecoveryCode):
        db.session.execute(delete(model).where(model.person_id == person.id))
    left_without(person)


def left_without(person: Person) -> None:
    """Forget what is of use beside a second factor alone, if she has none any more.

    That is her recovery codes, and a password that is too short to stand alone.
    """
    if has(person):
        return
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    if person.password_short:
        person.password_hash, person.password_short = None, False
    db.session.flush()


def _codes(person: Person) -> Select[int]:
    return select(OneTimeCodes.person_id).where(
        OneTimeCodes.person_id == person.id, OneTimeCodes.confirmed_at.is_not(None)
    )
