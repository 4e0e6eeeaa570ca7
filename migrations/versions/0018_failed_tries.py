"""Wrong passwords and codes."""

import sqlalchemy as sa
from alembic import op

revision = "0018_failed_tries"
down_revision = "0017_browsers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "failed_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_try")),
    )
    op.create_index("ix_failed_try_key_at", "failed_try", ["key", "at"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("failed_try")
