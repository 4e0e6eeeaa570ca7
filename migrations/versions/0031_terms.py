"""Themes, components, rubrics, and what courses are about; which words a translator wrote."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0031_terms"
down_revision = "0030_rooms_and_sessions"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
BEFORE = ("programme", "outcome", "project", "donor", "funding")
SINCE = ("theme", "component", *BEFORE, "rubric")
CHECK = "ck_term_vocabulary"
SOURCED = {
    "source": sa.String(length=400),
    "confidence": sa.String(length=10),
    "note": JSON_VALUE,
    "example": sa.Boolean(),
    "demonstration": sa.Boolean(),
}


def upgrade() -> None:
    """Give each term a key, and make the tables of what courses and activities are about."""
    empty = {"note": "{}", "example": sa.false(), "demonstration": sa.false()}
    with op.batch_alter_table("term") as term:
        term.drop_constraint(op.f(CHECK), type_="check")
        term.create_check_constraint(op.f(CHECK), sa.column("vocabulary").in_(SINCE))
        term.add_column(sa.Column("key", sa.String(length=60), nullable=True))
        term.add_column(sa.Column("description", JSON_VALUE, nullable=False, server_default="{}"))
        for name, kind in SOURCED.items():
            term.add_column(
                sa.Column(name, kind, nullable=False, server_default=empty.get(name, ""))
            )
    op.execute("UPDATE term SET key = 'term_' || id")
    with op.batch_alter_table("term") as term:
        term.alter_column("key", existing_type=sa.String(length=60), nullable=False)
        term.create_unique_constraint(op.f("uq_term_key"), ["key"])
        for name in ("description", *SOURCED):
            term.alter_column(name, server_default=None)
    for owner in ("course", "activity"):
        _about(owner)
    op.add_column(
        "text_state",
        sa.Column("words_hash", sa.String(length=64), server_default="", nullable=False),
    )
    op.create_index("ix_course_term_term_id", "course_term", ["term_id"])
    op.create_index(
        "ix_activity_term_term_id_activity_id", "activity_term", ["term_id", "activity_id"]
    )


def _about(owner: str) -> None:
    op.create_table(
        f"{owner}_term",
        sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            [f"{owner}_id"],
            [f"{owner}.id"],
            name=op.f(f"fk_{owner}_term_{owner}_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f(f"fk_{owner}_term_term_id")),
        sa.PrimaryKeyConstraint(f"{owner}_id", "term_id", name=op.f(f"pk_{owner}_term")),
    )


def downgrade() -> None:
    """Drop them, with the words of the vocabularies that there were not before."""
    op.drop_column("text_state", "words_hash")
    op.drop_table("activity_term")
    op.drop_table("course_term")
    term = sa.table("term", sa.column("vocabulary", sa.String()))
    op.execute(sa.delete(term).where(term.c.vocabulary.not_in(BEFORE)))
    with op.batch_alter_table("term") as table:
        table.drop_constraint(op.f("uq_term_key"), type_="unique")
        table.drop_constraint(op.f(CHECK), type_="check")
        table.create_check_constraint(op.f(CHECK), sa.column("vocabulary").in_(BEFORE))
        for name in ("key", "description", *SOURCED):
            table.drop_column(name)
