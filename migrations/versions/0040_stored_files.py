"""Stored files are looked at again, and what was seen is noted."""

import sqlalchemy as sa
from alembic import op

revision = "0040_stored_files"
down_revision = "0039_editions_and_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.Column(
            "damage",
            sa.Enum(
                "gone",
                "changed",
                name="damage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("damaged_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_index("ix_stored_file_checked_at", "stored_file", ["checked_at"])
    op.create_index("ix_stored_file_damaged_at", "stored_file", ["damaged_at"])


def downgrade() -> None:
    """Forget what was seen."""
    op.drop_table("stored_file")
