"""Persons, their accounts and sign-ins, and their roles.

One mailbox may serve several persons, so an address is not unique. What an unverified stranger
typed is not here: it stays with her application until she opens the mail link.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from turin.access import Permission
from turin.db import Base
from turin.db.base import held


class Role(StrEnum):
    """What somebody is at the Centre. Everybody with an account may apply and take part."""

    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


MAY = {
    Role.TRAINER: {Permission.TEACH},
    Role.COORDINATOR: {Permission.RUN_ACTIVITIES},
    Role.ADMINISTRATOR: {Permission.RUN_ACTIVITIES, Permission.ADMINISTER},
}


class Sex(StrEnum):
    """Sex as recorded on the form and in the passport."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class Person(Base):
    """A person. ``name`` is as in the passport, ``certificate_name`` in any script."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_email_key", "email_key"),
        {"info": held("personal", "inviting, admitting and writing to her", "5 years")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
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
    password_hash: Mapped[str | None] = mapped_column(String(200), info=held("internal"))
    roles: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", lazy="selectin", cascade="all, delete-orphan"
    )

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


class RoleGrant(Base):
    """That a person holds a role."""

    __tablename__ = "role_grant"
    __table_args__ = ({"info": held("internal", "deciding what she may do")},)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(primary_key=True)
    person: Mapped[Person] = relationship(back_populates="roles")


class SignIn(Base):
    """Somebody being signed in on some browser; the cookie holds a token, we its hash."""

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_person_id", "person_id"),
        {"info": held("personal", "keeping her signed in", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined")


class MailLink(Base):
    """A one-time link that was mailed; we hold the hash of its token.

    ``purpose`` says what opening it does (``sign-in``, ``application``), ``subject_id`` to what.
    """

    __tablename__ = "mail_link"
    __table_args__ = (
        Index("ix_mail_link_purpose_subject_id", "purpose", "subject_id"),
        {"info": held("personal", "signing in without a password", "30 days")},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    email_key: Mapped[str] = mapped_column(String(254))
    subject_id: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
