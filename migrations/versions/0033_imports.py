"""What is sent to be imported, for the hour in which it may be looked at and done."""

import sqlalchemy as sa
from alembic import op

revision = "0033_imports"
down_revision = "0032_histories_and_views"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "import_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sessions",
                "rooms",
                "trainers",
                "programmes",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("pasted", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_import_file_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_import_file_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
    )
    op.create_index("ix_import_file_sent_at", "import_file", ["sent_at"])
    op.create_index("ix_import_file_person_id", "import_file", ["person_id"])
    op.create_index("ix_import_file_activity_id", "import_file", ["activity_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("import_file")
