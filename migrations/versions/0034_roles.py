"""Assistants of activities, deputies of coordinators, and the roles of assistant and manager."""

import sqlalchemy as sa
from alembic import op

revision = "0034_roles"
down_revision = "0033_imports"
branch_labels = None
depends_on = None

BEFORE = ("trainer", "coordinator", "administrator")
AFTER = ("trainer", "assistant", "coordinator", "manager", "administrator")


def upgrade() -> None:
    """Make the tables, and let the new roles be given."""
    _allow(AFTER)
    op.create_table(
        "activity_assistant",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_assistant_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_activity_assistant_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_activity_assistant")),
    )
    op.create_index(
        op.f("ix_activity_assistant_person_id"), "activity_assistant", ["person_id"], unique=False
    )
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_deputy_ends_after_start")),
        sa.CheckConstraint("person_id <> deputy_id", name=op.f("ck_deputy_another")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deputy_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_deputy_deputy_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    for column in ("person_id", "deputy_id"):
        op.create_index(f"ix_deputy_{column}_ends_at", "deputy", [column, "ends_at"], unique=False)


def downgrade() -> None:
    """Take the new roles from whoever has them, and drop the tables."""
    op.drop_table("deputy")
    op.drop_table("activity_assistant")
    op.execute("DELETE FROM role_grant WHERE role IN ('assistant', 'manager')")
    _allow(BEFORE)


def _allow(roles: tuple[str, ...]) -> None:
    with op.batch_alter_table("role_grant") as grants:
        grants.drop_constraint(op.f("ck_role_grant_role"), type_="check")
        grants.create_check_constraint(op.f("ck_role_grant_role"), sa.column("role").in_(roles))
