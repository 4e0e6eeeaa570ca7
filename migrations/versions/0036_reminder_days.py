"""How long before its first day the participants of an activity are reminded."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0036_reminder_days"
down_revision = "0035_entry_and_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have all reminded a week and a day before, as they were."""
    op.add_column(
        "activity",
        sa.Column(
            "reminder_days",
            sa.JSON().with_variant(JSONB(), "postgresql"),
            server_default="[7, 1]",
            nullable=False,
        ),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_column("activity", "reminder_days")
