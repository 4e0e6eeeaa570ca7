"""Who waits for a work in a language, and the library's list read in its order."""

import sqlalchemy as sa
from alembic import op

revision = "0042_library_pages"
down_revision = "0041_uploads"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_edition_year_work_id": ("edition", ["year", "work_id"]),
    "ix_module_material_work_id": ("module_material", ["work_id"]),
    "ix_work_publisher_organisation_id_work_id": (
        "work_publisher",
        ["organisation_id", "work_id"],
    ),
}


def upgrade() -> None:
    """Make the table and the indexes."""
    op.create_table(
        "language_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["work.id"],
            name=op.f("fk_language_interest_work_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_interest")),
        sa.UniqueConstraint(
            "work_id",
            "wanted",
            "email_key",
            name=op.f("uq_language_interest_work_id_wanted_email_key"),
        ),
    )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_work_year_key", "work", [sa.text("year DESC NULLS LAST"), "key"])


def downgrade() -> None:
    """Drop them."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_work_year_key", "work")
    for name, (table, _columns) in INDEXES.items():
        op.drop_index(name, table)
    op.drop_table("language_interest")
