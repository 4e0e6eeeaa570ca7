"""Sessions that are on a timetable before anybody has said what they are."""

import sqlalchemy as sa
from alembic import op

revision = "0031_unnamed_sessions"
down_revision = "0030_rooms_and_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; all that are there have been named."""
    op.add_column(
        "session", sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_column("session", "unnamed")
