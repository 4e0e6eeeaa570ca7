"""Law as recorded in countries; how much a search term counts, in which languages it was said."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0028_standards"
down_revision = "0027_backing"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")


def _sourced() -> list[sa.Column[object]]:
    return [
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
    ]


def upgrade() -> None:
    """Make the tables; let terms sort by code point on PostgreSQL, as they do on SQLite."""
    op.create_table(
        "law_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("what", JSON_VALUE, nullable=False),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("date_source", sa.String(length=300), nullable=False),
        *_sourced(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_revision")),
        sa.UniqueConstraint("key", name=op.f("uq_law_revision_key")),
    )
    op.create_index("ix_law_revision_country", "law_revision", ["country"])
    op.create_table(
        "legislative_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("countries", JSON_VALUE, nullable=False),
        *_sourced(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legislative_profiles")),
        sa.UniqueConstraint("key", name=op.f("uq_legislative_profiles_key")),
    )
    op.create_table(
        "profiled_instrument",
        sa.Column("profiles_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profiles_id"],
            ["legislative_profiles.id"],
            name=op.f("fk_profiled_instrument_profiles_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_profiled_instrument_instrument_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "profiles_id", "instrument_id", name=op.f("pk_profiled_instrument")
        ),
    )
    op.add_column(
        "search_term", sa.Column("weight", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "search_term",
        sa.Column("languages", sa.String(length=120), nullable=False, server_default=""),
    )
    _sort_by("C")
    _index("kind", "term", "subject_id")
    if op.get_bind().dialect.name == "postgresql":
        # Most terms are those of many rows: it must know how many, to choose how to look for them.
        op.execute("ALTER TABLE search_term ALTER term SET STATISTICS 1000")


def downgrade() -> None:
    """Take them away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE search_term ALTER term SET STATISTICS -1")
    _index("kind", "term")
    _sort_by("default")
    with op.batch_alter_table("search_term") as table:
        table.drop_column("languages")
        table.drop_column("weight")
    op.drop_table("profiled_instrument")
    op.drop_table("legislative_profiles")
    op.drop_table("law_revision")


def _index(*columns: str) -> None:
    op.drop_index("ix_search_term_kind_term", "search_term")
    op.create_index("ix_search_term_kind_term", "search_term", list(columns))


def _sort_by(collation: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f'ALTER TABLE search_term ALTER term TYPE varchar(80) COLLATE "{collation}"')
