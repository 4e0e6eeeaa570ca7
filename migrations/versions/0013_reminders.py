"""Planned reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0013_reminders"
down_revision = "0012_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.Column("move", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "posted",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("posted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_reminder_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "application_id", "label", "move", name=op.f("uq_reminder_application_id_label_move")
        ),
    )
    op.create_index("ix_reminder_state_due_at", "reminder", ["state", "due_at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("reminder")
