"""Of what a record is a part, for its history; and views of a list that somebody saves."""

import sqlalchemy as sa
from alembic import op

revision = "0032_histories_and_views"
down_revision = "0031_terms"
branch_labels = None
depends_on = None

# What was done to a line or a session is told of its activity, as far as that is still known.
PARTS = """
UPDATE audit_entry SET part_of_type = 'activity', part_of_id = (
    SELECT {table}.activity_id FROM {table} WHERE {table}.id = audit_entry.subject_id
)
WHERE subject_type = '{table}' AND EXISTS (
    SELECT 1 FROM {table} WHERE {table}.id = audit_entry.subject_id
)
"""


def upgrade() -> None:
    """Make the columns and the table; what is known of old entries is filled in."""
    op.add_column("audit_entry", sa.Column("part_of_type", sa.String(length=40)))
    op.add_column("audit_entry", sa.Column("part_of_id", sa.Integer()))
    op.create_index("ix_audit_entry_part_of", "audit_entry", ["part_of_type", "part_of_id"])
    for table in ("activity_check", "session"):
        op.execute(PARTS.format(table=table))
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("shown", sa.String(length=20), nullable=False),
        sa.Column("asked", sa.String(length=2000), nullable=False),
        sa.Column("start", sa.Boolean(), nullable=False),
        sa.CheckConstraint("shown IN ('list', 'year')", name=op.f("ck_saved_view_shown")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("saved_view")
    op.drop_index("ix_audit_entry_part_of", "audit_entry")
    op.drop_column("audit_entry", "part_of_id")
    op.drop_column("audit_entry", "part_of_type")
