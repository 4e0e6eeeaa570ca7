"""Where the catalogue's texts stand in each language."""

import sqlalchemy as sa
from alembic import op

revision = "0023_texts"
down_revision = "0022_commitments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_state",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("said_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["said_by_id"],
            ["person.id"],
            name=op.f("fk_text_state_said_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("kind", "row_id", "field", "language", name=op.f("pk_text_state")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("text_state")
