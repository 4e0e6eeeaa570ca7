"""Sessions on a timetable before anybody has said what they are, and who is asked to teach them."""

import sqlalchemy as sa
from alembic import op

revision = "0035_entry_and_invitations"
down_revision = "0034_roles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column and the tables; all sessions that are there have been named."""
    op.add_column(
        "session", sa.Column("unnamed", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=600), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "yes", "no", name="teaches", native_enum=False, create_constraint=True, length=20
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        _points_to("invitation", "activity_id", "activity"),
        _points_to("invitation", "person_id", "person"),
        _points_to("invitation", "asked_by_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "activity_id",
            "email_key",
            "name_key",
            name=op.f("uq_invitation_activity_id_email_key_name_key"),
        ),
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"])
    op.create_table(
        "invited_session",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        _points_to("invited_session", "invitation_id", "invitation"),
        _points_to("invited_session", "session_id", "session"),
        sa.PrimaryKeyConstraint("invitation_id", "session_id", name=op.f("pk_invited_session")),
    )
    op.create_index("ix_invited_session_session_id", "invited_session", ["session_id"])


def _points_to(
    table: str, column: str, other: str, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("invited_session")
    op.drop_table("invitation")
    op.drop_column("session", "unnamed")
