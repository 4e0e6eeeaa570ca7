"""Who is behind an activity, what it costs, for whom its seats are meant; and the words for it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0027_backing"
down_revision = "0026_copies"
branch_labels = None
depends_on = None

JSON_VALUE = sa.JSON().with_variant(JSONB(), "postgresql")
VOCABULARIES = ("programme", "outcome", "project", "donor", "funding")
FUNDING = (
    {
        "en": "Regular budget",
        "fr": "Budget ordinaire",
        "es": "Presupuesto ordinario",
        "pt": "Orçamento regular",
        "ar": "الميزانية العادية",
        "zh": "正常预算",
        "ru": "Регулярный бюджет",
    },
    {
        "en": "Extra-budgetary resources",
        "fr": "Ressources extrabudgétaires",
        "es": "Recursos extrapresupuestarios",
        "pt": "Recursos extraorçamentais",
        "ar": "موارد من خارج الميزانية",
        "zh": "预算外资源",
        "ru": "Внебюджетные средства",
    },
)


def upgrade() -> None:
    """Make the tables, and the two kinds of funding that every centre of the ILO has."""
    term = op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "vocabulary",
            sa.Enum(
                *VOCABULARIES,
                name="vocabulary",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("name", JSON_VALUE, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.bulk_insert(
        term,
        [
            {"vocabulary": "funding", "name": name, "position": place, "retired": False}
            for place, name in enumerate(FUNDING)
        ],
    )
    _backing()
    for name in VOCABULARIES:
        op.create_index(op.f(f"ix_activity_backing_{name}_id"), "activity_backing", [f"{name}_id"])


def _backing() -> None:
    """Make the table of what is said of activities."""
    op.create_table(
        "activity_backing",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=True) for name in VOCABULARIES),
        sa.Column("tuition", sa.Integer(), nullable=True),
        sa.Column("subsistence", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("cancellation", JSON_VALUE, nullable=False),
        sa.Column("expected", JSON_VALUE, nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("targets", JSON_VALUE, nullable=False),
        sa.Column("countries", JSON_VALUE, nullable=False),
        sa.CheckConstraint(
            "tuition is null or tuition >= 0",
            name=op.f("ck_activity_backing_tuition_not_negative"),
        ),
        sa.CheckConstraint(
            "subsistence is null or subsistence >= 0",
            name=op.f("ck_activity_backing_subsistence_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_backing_activity_id"),
            ondelete="CASCADE",
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], ["term.id"], name=op.f(f"fk_activity_backing_{name}_id")
            )
            for name in VOCABULARIES
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activity_backing")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("activity_backing")
    op.drop_table("term")
