"""What beat has done."""

import sqlalchemy as sa
from alembic import op

revision = "0016_health"
down_revision = "0015_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tick",
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_tick")),
    )
    op.create_index("ix_tick_at", "tick", ["at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("tick")
