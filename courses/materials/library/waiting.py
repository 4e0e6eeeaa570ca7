"""Who waits for a work in a language: asking to be told, being told once, and being forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from courses.materials.library.models import LanguageInterest
from courses.materials.models import Translation, Work
from courses.materials.rules import can_be_read
from turin import mail
from turin.db import db
from turin.db.insert import insert_new
from turin.people.keys import email_key

KEPT = timedelta(days=730)


def ask_to_be_told(work: Work, wanted: str, *, email: str, language: str, at: datetime) -> None:
    """Note that somebody wants ``work`` in the language ``wanted``; asking twice is asking once."""
    insert_new(
        LanguageInterest,
        ("work_id", "wanted", "email_key"),
        [
            {
                "work_id": work.id,
                "wanted": wanted,
                "email": email,
                "email_key": email_key(email),
                "language": language,
                "asked_at": at,
            }
        ],
    )


def tell_who_waits(translation: Translation, *, at: datetime) -> None:
    """Write once to everybody who asked for this work in this language, if it is there now.

    To be called by whatever publishes a translation or gives it a file.
    """
    if not can_be_read(translation):
        return
    waiting = (
        select(LanguageInterest)
        .where(LanguageInterest.work_id == translation.edition.work_id)
        .where(LanguageInterest.wanted == translation.language)
        .order_by(LanguageInterest.id)
    )
    mail.tell_who_waits("materials.there", ("translation", translation.id), waiting, at=at)


def forget(at: datetime) -> None:
    """Delete what nothing came of in two years."""
    old = LanguageInterest.asked_at < at - KEPT
    db.session.execute(delete(LanguageInterest).where(old))
