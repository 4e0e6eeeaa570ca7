"""How many of each group took part in what is long over."""

import sqlalchemy as sa
from alembic import op

revision = "0037_past_share"
down_revision = "0036_reminder_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "past_share",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "government",
                "employers",
                "workers",
                "other",
                name="group",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_past_share_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "group", name=op.f("pk_past_share")),
    )


def downgrade() -> None:
    """Drop it; the groups of those applications are gone for good."""
    op.drop_table("past_share")
