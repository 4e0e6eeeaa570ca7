"""Packs, how often files are fetched, and who has fetched the joining papers."""

import sqlalchemy as sa
from alembic import op

revision = "0044_packs_and_demand"
down_revision = "0043_derived_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for them."""
    op.create_table(
        "pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack")),
        sa.UniqueConstraint("key", name=op.f("uq_pack_key")),
    )
    op.create_index("ix_pack_used_at", "pack", ["used_at"])
    op.create_table(
        "pack_entry",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("rights", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        _to("pack_entry", "pack_id", "pack", "CASCADE"),
        _to("pack_entry", "file_id", "material_file", "SET NULL"),
        sa.PrimaryKeyConstraint("pack_id", "position", name=op.f("pk_pack_entry")),
    )
    op.create_index("ix_pack_entry_file_id", "pack_entry", ["file_id"])
    op.create_table(
        "pack_part",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        _to("pack_part", "pack_id", "pack", "CASCADE"),
        sa.PrimaryKeyConstraint("pack_id", "number", name=op.f("pk_pack_part")),
    )
    op.create_index("ix_pack_part_sha256", "pack_part", ["sha256"])
    op.create_table(
        "fetched",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        _to("fetched", "file_id", "material_file", "CASCADE"),
        sa.PrimaryKeyConstraint("file_id", "day", "country", name=op.f("pk_fetched")),
    )
    op.create_index("ix_fetched_day", "fetched", ["day"])
    op.create_table(
        "paper_fetched",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _to("paper_fetched", "application_id", "application", "CASCADE"),
        _to("paper_fetched", "work_id", "work", "CASCADE"),
        sa.PrimaryKeyConstraint("application_id", "work_id", name=op.f("pk_paper_fetched")),
    )
    op.create_index("ix_paper_fetched_work_id", "paper_fetched", ["work_id"])
    with op.batch_alter_table("activity_material") as table:
        table.add_column(
            sa.Column("noted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("activity_material") as table:
        table.alter_column("noted", server_default=None)


def _to(table: str, column: str, other: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=on_delete
    )


def downgrade() -> None:
    """Drop them: who has fetched what, and how often, is forgotten."""
    with op.batch_alter_table("activity_material") as table:
        table.drop_column("noted")
    for name in ("paper_fetched", "fetched", "pack_part", "pack_entry", "pack"):
        op.drop_table(name)
