"""Checklists of courses and activities, and what an activity was copied from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0026_copies"
down_revision = "0025_calendars"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
USUAL = (
    "whole",
    "call",
    "selection",
    "visas",
    "rooms",
    "programme",
    "certificates",
    "report",
    "follow_up",
)
WHO = ("coordinator", "assistant", "trainers", "admissions", "finance")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "course_check",
        sa.Column("course_id", sa.Integer(), nullable=False),
        *_line(),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_check_course_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_check")),
    )
    op.create_index(op.f("ix_course_check_course_id"), "course_check", ["course_id"])
    op.create_table(
        "activity_check",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("was_due", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        *_line(),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_check_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"],
            ["person.id"],
            name=op.f("fk_activity_check_done_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_check")),
    )
    op.create_index(op.f("ix_activity_check_activity_id"), "activity_check", ["activity_id"])
    op.create_table(
        "activity_copy",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("gaps", JSON_VALUE, nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_copy_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["activity.id"],
            name=op.f("fk_activity_copy_source_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activity_copy")),
    )
    op.create_index(op.f("ix_activity_copy_source_id"), "activity_copy", ["source_id"])


def _line() -> list[sa.Column[object]]:
    """Return the columns that the lines of both checklists have."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usual", _one_of("usual", USUAL), nullable=True),
        sa.Column("words", JSON_VALUE, nullable=False),
        sa.Column("anchor", _one_of("anchor", ("start", "end")), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("who", _one_of("who", WHO), nullable=False),
    ]


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("activity_copy")
    op.drop_table("activity_check")
    op.drop_table("course_check")
