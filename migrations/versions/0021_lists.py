"""Lists of activities stay as quick as they are, however many there have been."""

from alembic import op

revision = "0021_lists"
down_revision = "0020_passkeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_activity_state_starts", "activity", ["state", "starts"])
    for table, column in (("activity_language", "language"), ("activity_module", "module_id")):
        op.create_index(f"ix_{table}_{column}_activity_id", table, [column, "activity_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_activity_module_module_id_activity_id", "activity_module")
    op.drop_index("ix_activity_language_language_activity_id", "activity_language")
    op.drop_index("ix_activity_state_starts", "activity")
