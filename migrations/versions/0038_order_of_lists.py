"""Lists of activities are read in their full order, and no further than is shown."""

from alembic import op

revision = "0038_order_of_lists"
down_revision = "0037_past_share"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index that holds the whole order."""
    op.create_index("ix_activity_starts_id", "activity", ["starts", "id"])
    op.drop_index("ix_activity_starts", "activity")


def downgrade() -> None:
    """Go back to half of it."""
    op.create_index("ix_activity_starts", "activity", ["starts"])
    op.drop_index("ix_activity_starts_id", "activity")
