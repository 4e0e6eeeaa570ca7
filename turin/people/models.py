"""Persons, their accounts and sign-ins, and their roles.

One mailbox may serve several persons, so an address is not unique. What an unverified stranger
typed is not here: it stays with her application until she opens the mail link.
"""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from turin.access import Permission
from turin.db import Base
from turin.db.base import held
from turin.people.keys import LONGEST_NAME_KEY, email_key, name_key

SECRET = held("secret", "knowing her again")


class Role(StrEnum):
    """What somebody is at the Centre. Everybody with an account may apply and take part."""

    TRAINER = "trainer"
    ASSISTANT = "assistant"
    COORDINATOR = "coordinator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_ROLE_NAMES[self])


_ROLE_NAMES = {
    Role.TRAINER: _l("Trainer"),
    Role.ASSISTANT: _l("Assistant"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.MANAGER: _l("Manager"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

_ASSIST = {Permission.SEE_PLAN, Permission.WORK_ON_ACTIVITIES}
_RUN = {*_ASSIST, Permission.RUN_ACTIVITIES, Permission.SEND_FILES}
MAY = {  # what it means for single activities: `courses.activities.rules.work`
    Role.TRAINER: {Permission.TEACH, Permission.SEND_FILES},
    Role.ASSISTANT: _ASSIST,
    Role.COORDINATOR: _RUN,
    Role.MANAGER: {Permission.SEE_PLAN, Permission.SEE_FIGURES},
    Role.ADMINISTRATOR: {*_RUN, Permission.SEE_FIGURES, Permission.ADMINISTER},
}


def who_may(permission: Permission) -> list[Role]:
    """Return the roles that give ``permission``."""
    return [role for role, allowed in MAY.items() if permission in allowed]


class Sex(StrEnum):
    """Sex as recorded on the form and in the passport."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class Person(Base):
    """A person. ``name`` is as in the passport, ``certificate_name`` in any script.

    The two keys, by which she is found, follow her name and her address by themselves.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_email_key", "email_key"),
        Index("ix_person_name_key_id", "name_key", "id"),
        {"info": held("personal", "inviting, admitting and writing to her", "5 years")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_NAME_KEY))
    certificate_name: Mapped[str] = mapped_column(String(200), default="")
    sex: Mapped[Sex | None]
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Rome")
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    password_short: Mapped[bool] = mapped_column(  # enough beside a second factor alone
        default=False, server_default=false(), info=held("internal")
    )
    roles: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", lazy="selectin", cascade="all, delete-orphan"
    )
    stands_in: Mapped[list["Deputy"]] = relationship(
        back_populates="deputy",
        foreign_keys="Deputy.deputy_id",
        order_by="Deputy.starts_at, Deputy.id",
        passive_deletes=True,
    )

    @validates("name", "email")
    def _keys_follow(self, column: str, value: str) -> str:
        if column == "name":
            self.name_key = name_key(value)
        else:
            self.email_key = email_key(value)
        return value

    def has(self, role: Role) -> bool:
        """Whether she holds ``role``."""
        return any(grant.role == role for grant in self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether a role of hers gives ``permission``; being signed in is one that all have."""
        if permission is Permission.SIGNED_IN:
            return True
        return any(permission in MAY[grant.role] for grant in self.roles)

    @property
    def works_here(self) -> bool:
        """Whether she has any role, so that the staff pages are for her."""
        return bool(self.roles)

    @property
    def needs_second_factor(self) -> bool:
        """Whether her rights reach so far that a password or a mailbox alone must not open them.

        Those of a trainer do not: she sees her sessions, and who is there.
        """
        return any(grant.role is not Role.TRAINER for grant in self.roles)


class RoleGrant(Base):
    """That a person holds a role."""

    __tablename__ = "role_grant"
    __table_args__ = ({"info": held("internal", "deciding what she may do")},)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(primary_key=True)
    person: Mapped[Person] = relationship(back_populates="roles")


class Deputy(Base):
    """That ``deputy`` runs what ``person`` coordinates while she is away.

    From the ``first`` day to the ``last`` on the clocks of ``zone``, which are hers: from
    ``starts_at`` until just before ``ends_at``. One that was ended early ends when it was ended.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        CheckConstraint("person_id <> deputy_id", name="another"),
        Index("ix_deputy_person_id_ends_at", "person_id", "ends_at"),
        Index("ix_deputy_deputy_id_ends_at", "deputy_id", "ends_at"),
        {"info": held("internal", "deciding who runs what while somebody is away", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    first: Mapped[date]
    last: Mapped[date]
    zone: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    deputy: Mapped[Person] = relationship(foreign_keys=deputy_id, back_populates="stands_in")

    def holds(self, at: datetime) -> bool:
        """Whether it holds at that moment: while she who is away may run activities herself."""
        if not self.starts_at <= at < self.ends_at:
            return False
        return self.person.disabled_at is None and self.person.may(Permission.RUN_ACTIVITIES)


class SignIn(Base):
    """Somebody being signed in on some browser; the cookie holds a token, we its hash.

    ``browser`` is what she may know it by: its kind and the system, never a network address.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_person_id", "person_id"),
        {"info": held("personal", "keeping her signed in", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str | None] = mapped_column(String(60))
    person: Mapped[Person] = relationship(lazy="joined")


class FailedTry(Base):
    """A password or a code that was wrong, or is just being tried; ``key`` hashes whose it was."""

    __tablename__ = "failed_try"
    __table_args__ = (
        Index("ix_failed_try_key_at", "key", "at"),
        {"info": held("internal", "keeping others from guessing", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class MailLink(Base):
    """A one-time link that is mailed. We hold the hash of its token, never the token itself.

    ``purpose`` says what opening it does (``sign-in``, ``application``), ``subject_id`` to what,
    and ``leads_to`` which page comes after. The token is made of ``seed`` and our secret key, so
    that the letter can be written later, and yet a copy of the database opens nothing.
    """

    __tablename__ = "mail_link"
    __table_args__ = (
        Index("ix_mail_link_purpose_subject_id", "purpose", "subject_id"),
        {"info": held("personal", "signing in without a password", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seed: Mapped[str] = mapped_column(String(32), info=SECRET)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    purpose: Mapped[str] = mapped_column(String(20), info=held("internal"))
    email_key: Mapped[str] = mapped_column(String(254))
    subject_id: Mapped[int | None]
    leads_to: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
