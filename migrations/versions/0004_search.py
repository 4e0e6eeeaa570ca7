"""The terms under which rows are found."""

import sqlalchemy as sa
from alembic import op

revision = "0004_search"
down_revision = "0003_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "search_term",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject_id", "term", name=op.f("pk_search_term")),
    )
    op.create_index("ix_search_term_kind_term", "search_term", ["kind", "term"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("search_term")
