"""Of what a record is a part, for its history."""

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
    """Make the columns; what is known of old entries is filled in."""
    op.add_column("audit_entry", sa.Column("part_of_type", sa.String(length=40)))
    op.add_column("audit_entry", sa.Column("part_of_id", sa.Integer()))
    op.create_index("ix_audit_entry_part_of", "audit_entry", ["part_of_type", "part_of_id"])
    for table in ("activity_check", "session"):
        op.execute(PARTS.format(table=table))


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_audit_entry_part_of", "audit_entry")
    op.drop_column("audit_entry", "part_of_id")
    op.drop_column("audit_entry", "part_of_type")
