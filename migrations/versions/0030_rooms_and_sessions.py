"""Hours and equipment of rooms, absences of trainers, and what kind of session one is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0030_rooms_and_sessions"
down_revision = "0029_bookings"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
# With their checks in the column itself, SQLite adds and drops them without copying the table.
CHECKED = [
    """
    ALTER TABLE room ADD COLUMN closes TIME DEFAULT '19:00:00' NOT NULL
    CONSTRAINT ck_room_closes_after_opening CHECK (closes > opens)
    """,
    """
    ALTER TABLE session ADD COLUMN kind VARCHAR(20) DEFAULT 'plenary' NOT NULL
    CONSTRAINT ck_session_kind CHECK (kind IN ('plenary', 'group', 'elective'))
    """,
    """
    ALTER TABLE session ADD COLUMN seats INTEGER
    CONSTRAINT ck_session_seats_positive CHECK (seats > 0)
    """,
]


def _list(name: str) -> sa.Column[object]:
    return sa.Column(name, JSON_VALUE, server_default="[]", nullable=False)


def upgrade() -> None:
    """Make the table and the columns; a room of before is open from eight to seven."""
    op.add_column("room", sa.Column("opens", sa.Time(), server_default="08:00:00", nullable=False))
    op.add_column("room", _list("equipment"))
    op.add_column(
        "room", sa.Column("step_free", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "session", sa.Column("link", sa.String(length=500), server_default="", nullable=False)
    )
    op.add_column("session", _list("languages"))
    op.add_column("session", _list("interpreted"))
    for statement in CHECKED:
        op.execute(statement)
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=100), nullable=False),
        sa.CheckConstraint('"last" >= "first"', name=op.f("ck_absence_last_after_first")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_absence_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person_id_last", "absence", ["person_id", "last"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("absence")
    for column in ("seats", "kind", "interpreted", "languages", "link"):
        op.drop_column("session", column)
    for column in ("closes", "step_free", "equipment", "opens"):
        op.drop_column("room", column)
