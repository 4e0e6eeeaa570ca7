"""Ten codes on paper, for who has lost her telephone. We hold their hashes alone."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update

from turin import audit
from turin.db import db
from turin.people import signing
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
        RecoveryCode(person_id=person.id, code_hash=_hashes(person, code)[0]) for code in made
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
            RecoveryCode.code_hash.in_(_hashes(person, typed)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    )
    if used is None:
        raise WrongCode
    audit.record("people.use_recovery_code", person, by=person, at=at)


def _hashes(person: Person, code: str) -> list[str]:
    """Return its hash under the site's key, and under those of before."""
    return [digest.hex() for digest in signing.digests(f"recovery {person.id} {code}")]
