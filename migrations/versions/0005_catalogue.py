"""Courses, modules, instruments and ratifications."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005_catalogue"
down_revision = "0004_search"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "convention",
                "recommendation",
                "un_treaty",
                "framework",
                name="instrumentkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("adopted", sa.String(length=10), nullable=True),
        sa.Column("in_force", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument")),
        sa.UniqueConstraint("key", name=op.f("uq_instrument_key")),
    )
    op.create_table(
        "module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("objectives", JSON_VALUE, nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("key", name=op.f("uq_module_key")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("summary", JSON_VALUE, nullable=False),
        sa.Column("for_whom", JSON_VALUE, nullable=False),
        sa.Column("audience", JSON_VALUE, nullable=False),
        sa.Column("languages", JSON_VALUE, nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisation.id"], name=op.f("fk_course_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("key", name=op.f("uq_course_key")),
    )
    op.create_table(
        "module_instrument",
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_module_instrument_instrument_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["module.id"],
            name=op.f("fk_module_instrument_module_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("module_id", "instrument_id", name=op.f("pk_module_instrument")),
    )
    op.create_table(
        "ratification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "ratification",
                "accession",
                "succession",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("date_source", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_ratification_instrument_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratification")),
        sa.UniqueConstraint(
            "instrument_id", "country", name=op.f("uq_ratification_instrument_id_country")
        ),
    )
    op.create_table(
        "course_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_interest_course_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_interest")),
        sa.UniqueConstraint(
            "course_id", "email_key", name=op.f("uq_course_interest_course_id_email_key")
        ),
    )
    op.create_table(
        "course_module",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_module_course_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["module.id"],
            name=op.f("fk_course_module_module_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("course_id", "module_id", name=op.f("pk_course_module")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("course_module")
    op.drop_table("course_interest")
    op.drop_table("ratification")
    op.drop_table("module_instrument")
    op.drop_table("course")
    op.drop_table("module")
    op.drop_table("instrument")
