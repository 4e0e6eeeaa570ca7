"""Files on their way in: how far each is, and what came of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041_uploads"
down_revision = "0040_stored_files"
branch_labels = None
depends_on = None

STATES = ("coming", "whole", "taken", "refused")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("refused", sa.String(length=40), nullable=False),
        sa.Column(
            "facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("received >= 0 AND received <= size", name=op.f("ck_upload_received")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_upload_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    op.create_index("ix_upload_person_id_id", "upload", ["person_id", "id"])
    op.create_index("ix_upload_expires_at", "upload", ["expires_at"])
    op.create_index("ix_upload_sha256", "upload", ["sha256"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("upload")
