"""Works, editions, translations and files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009_materials"
down_revision = "0008_registration"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "framework",
                "handbook",
                "manual",
                "toolkit",
                "training_modules",
                "booklet",
                "policy_brief",
                "studies",
                "dataset",
                "database",
                "tool",
                "video",
                name="workkind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("summary", JSON_VALUE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("isbn", sa.String(length=20), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "all",
                "participants",
                "staff",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("for_groups", JSON_VALUE, nullable=False),
        sa.Column("in_preparation", sa.String(length=10), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        sa.UniqueConstraint("key", name=op.f("uq_work_key")),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", JSON_VALUE, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("isbn", sa.String(length=20), nullable=False),
        sa.Column("launched", sa.String(length=10), nullable=True),
        sa.Column("launch_place", JSON_VALUE, nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_edition_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("work_id", "position", name=op.f("uq_edition_work_id_position")),
    )
    op.create_table(
        "module_material",
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["module.id"],
            name=op.f("fk_module_material_module_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_module_material_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("module_id", "work_id", name=op.f("pk_module_material")),
    )
    op.create_table(
        "work_publisher",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_work_publisher_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_work_publisher_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("work_id", "organisation_id", name=op.f("pk_work_publisher")),
    )
    op.create_table(
        "course_material",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_material_course_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_course_material_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "work_id", name=op.f("pk_course_material")),
    )
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "in_translation",
                "in_review",
                "published",
                "superseded",
                name="translationstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("isbn", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_translation_edition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint(
            "edition_id", "language", name=op.f("uq_translation_edition_id_language")
        ),
    )
    op.create_table(
        "activity_material",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_material_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["work.id"], name=op.f("fk_activity_material_work_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "work_id", name=op.f("pk_activity_material")),
    )
    op.create_table(
        "material_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["translation.id"],
            name=op.f("fk_material_file_translation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_file")),
        sa.UniqueConstraint(
            "translation_id",
            "format",
            "version",
            name=op.f("uq_material_file_translation_id_format_version"),
        ),
    )
    op.create_index("ix_material_file_sha256", "material_file", ["sha256"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("material_file")
    op.drop_table("activity_material")
    op.drop_table("translation")
    op.drop_table("course_material")
    op.drop_table("work_publisher")
    op.drop_table("module_material")
    op.drop_table("edition")
    op.drop_table("work")
