"""Ten codes on paper, for who has lost her telephone. We hold their hashes alone."""

import hashlib
import hmac
import secrets
from datetime import datetime

from flask import current_app
from sqlalchemy import delete, update

from turin import audit
from turin.db import db
from turin.people.factors.codes import WrongCode
from turin.people.factors.models import RecoveryCode
from turin.people.models import Person

MANY = 10
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another
LENGTH = 10  # letters: 49 bits, and the key that the hash is made with


def renew(person: Person, *, at: datetime) -> list[str]:
    """Return ten new codes, to be shown once; those of before are worth nothing any more."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    made = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(MANY)]
    db.session.add_all(
        RecoveryCode(person_id=person.id, code_hash=_hash(person, code)) for code in made
    )
    db.session.flush()
    audit.record("people.renew_recovery_codes", person, by=person, at=at)
    return [f"{code[:5]}-{code[5:]}" for code in made]


def use(person: Person, code: str, *, at: datetime) -> None:
    """Use a code up. Raises WrongCode; of two who tell it at once, one is refused."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    used = db.session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == _hash(person, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        raise WrongCode
    audit.record("people.use_recovery_code", person, by=person, at=at)


def _hash(person: Person, code: str) -> str:
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"recovery {person.id} {code}".encode(), hashlib.sha256).hexdigest()
