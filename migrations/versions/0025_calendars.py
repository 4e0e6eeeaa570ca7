"""Calendars: their addresses, what they know entries by, and what is gone from them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0025_calendars"
down_revision = "0024_calls"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
LONG_AGO = "1970-01-01 00:00:00"
RANDOM = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "replace(gen_random_uuid()::text, '-', '')",
}


def upgrade() -> None:
    """Add the columns, with a UID for every session there is, and make the tables."""
    for table in ("activity", "session"):
        sequence = sa.Column("sequence", sa.Integer(), server_default="0", nullable=False)
        changed_at = sa.Column("changed_at", sa.DateTime(), server_default=LONG_AGO, nullable=False)
        op.add_column(table, sequence)
        op.add_column(table, changed_at)
    uid = sa.Column("uid", sa.String(length=32), server_default="", nullable=False)
    op.add_column("session", uid)
    op.execute(f"UPDATE session SET uid = {RANDOM[op.get_bind().dialect.name]}")  # noqa: S608
    op.create_index("ix_session_uid", "session", ["uid"], unique=True)
    _addresses()
    _departures()


def _addresses() -> None:
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "mine",
                "teaching",
                "activity",
                "room",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *_leads_to("calendar_address", "person", "activity", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_address_token_hash")),
    )
    op.create_index("ix_calendar_address_person_id", "calendar_address", ["person_id"])


def _departures() -> None:
    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("title", JSON_VALUE, nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("local_starts", sa.DateTime(), nullable=False),
        sa.Column("local_ends", sa.DateTime(), nullable=False),
        sa.Column("left_at", sa.DateTime(), nullable=False),
        *_leads_to("departure", "activity", "room", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
    )
    for column in ("activity_id", "room_id", "person_id"):
        op.create_index(f"ix_departure_{column}", "departure", [column])


def _leads_to(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [f"{other}_id"],
            [f"{other}.id"],
            name=op.f(f"fk_{table}_{other}_id"),
            ondelete="CASCADE",
        )
        for other in others
    ]


def downgrade() -> None:
    """Drop them."""
    op.drop_table("departure")
    op.drop_table("calendar_address")
    op.drop_index("ix_session_uid", "session")
    for table, columns in (
        ("session", ("uid", "changed_at", "sequence")),
        ("activity", ("changed_at", "sequence")),
    ):
        for column in columns:
            op.drop_column(table, column)
