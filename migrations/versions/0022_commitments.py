"""What was undertaken in an outcome, how it went on, and the text of an outcome itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022_commitments"
down_revision = "0021_lists"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
KINDS = ("declaration", "action_plan", "road_map", "conclusions", "framework")
STATES = ("open", "under_way", "done", "dropped")


def upgrade() -> None:
    """Make the tables; what was recorded so far came from catalogue files and is public."""
    with op.batch_alter_table("outcome") as outcome:
        outcome.add_column(sa.Column("words", JSON_VALUE, nullable=False, server_default="{}"))
        outcome.add_column(
            sa.Column("published", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        outcome.drop_column("text_held")
        outcome.alter_column("kind", type_=sa.String(20), existing_type=sa.String(30))
        outcome.create_check_constraint(op.f("ck_outcome_kind"), sa.column("kind").in_(KINDS))
    with op.batch_alter_table("outcome") as outcome:
        outcome.alter_column("words", server_default=None)
        outcome.alter_column("published", server_default=None)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", JSON_VALUE, nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("owner_key", sa.String(length=400), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("state", _state(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_commitment_outcome_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_commitment_organisation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("outcome_id", "number", name=op.f("uq_commitment_outcome_id_number")),
    )
    op.create_index("ix_commitment_state_due", "commitment", ["state", "due"])
    op.create_table(
        "commitment_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("state", _state(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_progress_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"],
            ["person.id"],
            name=op.f("fk_commitment_progress_noted_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_progress")),
    )
    op.create_index(
        op.f("ix_commitment_progress_commitment_id"), "commitment_progress", ["commitment_id"]
    )


def _state() -> sa.Enum:
    return sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=20)


def downgrade() -> None:
    """Drop them; whether a text is held can be told from nothing else then."""
    op.drop_table("commitment_progress")
    op.drop_table("commitment")
    with op.batch_alter_table("outcome") as outcome:
        outcome.drop_constraint(op.f("ck_outcome_kind"), type_="check")
        outcome.alter_column("kind", type_=sa.String(30), existing_type=sa.String(20))
        outcome.add_column(
            sa.Column("text_held", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        outcome.drop_column("published")
        outcome.drop_column("words")
    with op.batch_alter_table("outcome") as outcome:
        outcome.alter_column("text_held", server_default=None)
