"""What is made from stored files: pictures, contents, text-only editions, lighter variants."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0043_derived_files"
down_revision = "0042_library_pages"
branch_labels = None
depends_on = None

KINDS = ("picture", "contents", "text", "light")
STATES = ("waiting", "failed", "made", "not_possible")
REASONS = (
    "",
    "encrypted",
    "broken",
    "too_heavy",
    "no_text",
    "poor_text",
    "not_lighter",
    "no_tool",
)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "derived_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("kind", _choice("kind", KINDS), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", _choice("state", STATES), nullable=False),
        sa.Column("reason", _choice("reason", REASONS), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column(
            "details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derived_file")),
        sa.UniqueConstraint("source", "kind", name=op.f("uq_derived_file_source_kind")),
    )
    op.create_index("ix_derived_file_sha256", "derived_file", ["sha256"])
    op.create_index("ix_derived_file_state", "derived_file", ["state"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("derived_file")


def _choice(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=20)
