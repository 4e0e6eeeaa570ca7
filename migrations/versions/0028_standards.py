"""How much a search term counts, and in which languages it was said."""

import sqlalchemy as sa
from alembic import op

revision = "0028_standards"
down_revision = "0027_backing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; let terms sort by code point on PostgreSQL, as they do on SQLite."""
    op.add_column(
        "search_term", sa.Column("weight", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "search_term",
        sa.Column("languages", sa.String(length=120), nullable=False, server_default=""),
    )
    _sort_by("C")


def downgrade() -> None:
    """Take them away."""
    _sort_by("default")
    with op.batch_alter_table("search_term") as table:
        table.drop_column("languages")
        table.drop_column("weight")


def _sort_by(collation: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f'ALTER TABLE search_term ALTER term TYPE varchar(80) COLLATE "{collation}"')
