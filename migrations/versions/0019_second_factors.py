"""One-time codes and recovery codes, and passwords that are long enough beside them alone."""

import sqlalchemy as sa
from alembic import op

revision = "0019_second_factors"
down_revision = "0018_failed_tries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; every password of before is long enough to stand alone."""
    op.add_column(
        "person",
        sa.Column("password_short", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_one_time_codes_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recovery_code_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index("ix_recovery_code_person_id", "recovery_code", ["person_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("recovery_code")
    op.drop_table("one_time_codes")
    op.drop_column("person", "password_short")
