"""Bookings: what holds a room or a trainer, which the database lets nobody plan twice."""

import sqlalchemy as sa
from alembic import op

revision = "0029_bookings"
down_revision = "0028_standards"
branch_labels = None
depends_on = None

# Those that overlap already stay as they are: they are put together, with the reason.
FILL = """
INSERT INTO booking (session_id, {what}_id, starts_at, ends_at, together, allowed_why)
WITH held AS ({held}),
marked AS (
    SELECT held.*, CASE WHEN starts_at < MAX(ends_at) OVER (
        PARTITION BY what ORDER BY starts_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) THEN 0 ELSE 1 END AS alone
    FROM held
),
islands AS (
    SELECT marked.*, SUM(alone) OVER (PARTITION BY what ORDER BY starts_at, id) AS island
    FROM marked
)
SELECT id, what, starts_at, ends_at, 'found-{what}-' || what || '-' || island,
    CASE WHEN COUNT(*) OVER (PARTITION BY what, island) > 1
    THEN 'Planned so before the database refused to plan anything twice.' ELSE '' END
FROM islands
"""
HELD = {
    "room": """
        SELECT session.id, session.room_id AS what, session.starts_at, session.ends_at
        FROM session JOIN activity ON activity.id = session.activity_id
        WHERE activity.state NOT IN ('cancelled', 'postponed') AND session.room_id IS NOT NULL
    """,
    "person": """
        SELECT session.id, session_trainer.person_id AS what, session.starts_at, session.ends_at
        FROM session JOIN activity ON activity.id = session.activity_id
        JOIN session_trainer ON session_trainer.session_id = session.id
        WHERE activity.state NOT IN ('cancelled', 'postponed')
    """,
}
NEVER_TWICE = """
ALTER TABLE booking ADD CONSTRAINT booking_overlap_{what} EXCLUDE USING gist (
    {what}_id WITH =, tsrange(starts_at, ends_at) WITH &&, together WITH <>
)
"""
OVERLAPS = """
CREATE TRIGGER booking_overlap_{deed} BEFORE {deed} ON booking
WHEN EXISTS (
    SELECT 1 FROM booking
    WHERE (room_id = new.room_id OR person_id = new.person_id)
    AND together <> new.together AND id <> {itself}
    AND starts_at < new.ends_at AND ends_at > new.starts_at
)
BEGIN SELECT RAISE(ABORT, 'booking_overlap'); END
"""


def upgrade() -> None:
    """Make the table, book what the sessions hold, then let nothing overlap any more."""
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("together", sa.String(length=32), nullable=False),
        sa.Column("allowed_why", sa.String(length=200), nullable=False),
        sa.Column("allowed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(room_id is null) <> (person_id is null)", name=op.f("ck_booking_one_thing")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_booking_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_booking_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_booking_room_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_booking_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["allowed_by_id"],
            ["person.id"],
            name=op.f("fk_booking_allowed_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    op.create_index(op.f("ix_booking_session_id"), "booking", ["session_id"])
    op.create_index("ix_booking_room_id_starts_at", "booking", ["room_id", "starts_at"])
    op.create_index("ix_booking_person_id_starts_at", "booking", ["person_id", "starts_at"])
    op.create_index("ix_booking_starts_at", "booking", ["starts_at"])
    for what, held in HELD.items():
        op.execute(FILL.format(what=what, held=held))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        for what in HELD:
            op.execute(NEVER_TWICE.format(what=what))
    else:  # a migration that has SQLite copy this table must make its triggers again
        for deed, itself in (("insert", "-1"), ("update", "old.id")):
            op.execute(OVERLAPS.format(deed=deed, itself=itself))


def downgrade() -> None:
    """Drop it; the extension stays, since something else may use it by then."""
    op.drop_table("booking")
