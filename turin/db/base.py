"""The declarative base, the one SQLAlchemy extension object, and the engine's habits."""

from datetime import datetime
from enum import Enum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, MetaData
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry

from turin.db.session import Session
from turin.db.types import PartialDate, PartialDateColumn, Text, TextColumn, Utc

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LONG_AGO = "1970-01-01 00:00:00"  # when rows were changed that are older than such a column


def choice(kind: type[Enum], check: str | None = None) -> EnumColumn:
    """Return the type of a column that holds one of ``kind``.

    Its check is named for the kind; where a table has two of a kind, ``check`` names each.
    """
    return EnumColumn(
        kind,
        name=check,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda kind: [member.value for member in kind],
    )


class Base(DeclarativeBase):
    """Base of every table.

    Each table says in ``__table_args__``'s ``info`` what personal data it holds (see `held`).
    """

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: Utc,
            PartialDate: PartialDateColumn,
            Text: TextColumn,
            dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
            list[str]: JSON().with_variant(JSONB(), "postgresql"),
            list[int]: JSON().with_variant(JSONB(), "postgresql"),
            Enum: choice(Enum),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"class_": Session})


def held(sort: str, purpose: str = "", keep: str = "") -> dict[str, Any]:
    """Return the ``info`` by which a table or a column declares its personal data.

    ``sort`` is one of ``public``, ``internal``, ``personal``, ``special`` (reveals union membership
    or comes from a passport) and ``secret`` (opens an account or a draft: nobody sees it);
    ``purpose`` says what it is held for, ``keep`` for how long.
    """
    if sort not in {"public", "internal", "personal", "special", "secret"}:
        raise ValueError(f"no such sort of personal data: {sort}")
    return {"personal_data": {"sort": sort, "purpose": purpose, "keep": keep}}
