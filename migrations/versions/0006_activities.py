"""Activities and what belongs to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006_activities"
down_revision = "0005_catalogue"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "course",
                "seminar",
                "meeting",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "approved",
                "open",
                "confirmed",
                "running",
                "closed",
                "postponed",
                "cancelled",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("summary", JSON_VALUE, nullable=False),
        sa.Column("for_whom", JSON_VALUE, nullable=False),
        sa.Column("certificate_title", JSON_VALUE, nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column(
            "delivery",
            sa.Enum(
                "turin",
                "field",
                "online",
                "blended",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("venue", JSON_VALUE, nullable=False),
        sa.Column("city", JSON_VALUE, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("audience", JSON_VALUE, nullable=False),
        sa.Column("audience_regions", JSON_VALUE, nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "selection",
                "first_come",
                "invitation",
                name="choice",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column(
            "centre_part",
            sa.Enum(
                "organised",
                "contributed",
                "cited",
                name="centrepart",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("fee", JSON_VALUE, nullable=False),
        sa.Column("attendance_share", sa.Integer(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("confidence", sa.String(length=10), nullable=False),
        sa.Column("note", JSON_VALUE, nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "attendance_share between 1 and 100", name=op.f("ck_activity_attendance_share_percent")
        ),
        sa.CheckConstraint("seats is null or seats > 0", name=op.f("ck_activity_seats_positive")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_activity_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("code", name=op.f("uq_activity_code")),
        sa.UniqueConstraint("key", name=op.f("uq_activity_key")),
    )
    op.create_index("ix_activity_starts", "activity", ["starts"], unique=False)
    op.create_table(
        "activity_coordinator",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_coordinator_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_activity_coordinator_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_activity_coordinator")),
    )
    op.create_index(
        op.f("ix_activity_coordinator_person_id"),
        "activity_coordinator",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "activity_language",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("interpreted", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_language_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "language", name=op.f("pk_activity_language")),
    )
    op.create_table(
        "activity_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("objectives", JSON_VALUE, nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_module_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["module.id"],
            name=op.f("fk_activity_module_module_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_module")),
        sa.UniqueConstraint(
            "activity_id", "position", name=op.f("uq_activity_module_activity_id_position")
        ),
    )
    op.create_table(
        "activity_organiser",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_organiser_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_activity_organiser_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "activity_id", "organisation_id", name=op.f("pk_activity_organiser")
        ),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_question_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("question")
    op.drop_table("activity_organiser")
    op.drop_table("activity_module")
    op.drop_table("activity_language")
    op.drop_table("activity_coordinator")
    op.drop_table("activity")
