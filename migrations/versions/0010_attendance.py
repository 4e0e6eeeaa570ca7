"""Marks of attendance."""

import sqlalchemy as sa
from alembic import op

revision = "0010_attendance"
down_revision = "0009_materials"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "present",
                "absent",
                "excused",
                name="mark",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("marked_at", sa.DateTime(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_attendance_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"],
            ["person.id"],
            name=op.f("fk_attendance_marked_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["session.id"],
            name=op.f("fk_attendance_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "application_id", name=op.f("pk_attendance")),
    )
    op.create_index(
        op.f("ix_attendance_application_id"), "attendance", ["application_id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("attendance")
