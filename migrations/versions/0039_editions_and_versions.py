"""Editions with publishers and partners, translations with versions, files with a licence."""

import sqlalchemy as sa
from alembic import op

revision = "0039_editions_and_versions"
down_revision = "0038_order_of_lists"
branch_labels = None
depends_on = None

AUDIENCES = ("all", "participants", "staff")
KINDS = (
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
)
LICENCES = (
    "",
    "public_domain",
    "cc_by",
    "cc_by_sa",
    "cc_by_nc",
    "cc_by_nc_sa",
    "cc_by_nc_nd",
    "permission",
)


def upgrade() -> None:
    """Make room for them."""
    _allow((*AUDIENCES[:1], "applicants", *AUDIENCES[1:]), (*KINDS, "practice_profile"))
    op.create_table(
        "edition_organisation",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("part", _choice("part", ("publisher", "partner")), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_edition_organisation_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_edition_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_id", "organisation_id", name=op.f("pk_edition_organisation")
        ),
    )
    op.create_index(
        "ix_edition_organisation_organisation_id", "edition_organisation", ["organisation_id"]
    )
    with op.batch_alter_table("translation") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("derived_from_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("derived_version", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("translator", sa.String(length=200), nullable=False, server_default="")
        )
        table.create_foreign_key(
            op.f("fk_translation_derived_from_id"),
            "translation",
            ["derived_from_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_index("ix_translation_derived_from_id", ["derived_from_id"])
        table.create_index(
            "ix_translation_language_state_edition_id", ["language", "state", "edition_id"]
        )
    op.create_table(
        "translation_change",
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["translation.id"],
            name=op.f("fk_translation_change_translation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("translation_id", "version", name=op.f("pk_translation_change")),
    )
    with op.batch_alter_table("material_file") as table:
        table.add_column(sa.Column("duration", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("licence", sa.String(length=20), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("attribution", sa.String(length=400), nullable=False, server_default="")
        )
        table.create_check_constraint(
            op.f("ck_material_file_licence"), sa.column("licence").in_(LICENCES)
        )
        table.drop_constraint(op.f("uq_material_file_translation_id_format_version"))
        table.create_unique_constraint(
            op.f("uq_material_file_translation_id_version_name"),
            ["translation_id", "version", "name"],
        )
    for table, columns in (
        ("translation", ("version", "translator")),
        ("material_file", ("licence", "attribution")),
    ):
        with op.batch_alter_table(table) as changed:
            for column in columns:
                changed.alter_column(column, server_default=None)


def _choice(name: str, members: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=20)


def _allow(audiences: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("work") as work:
        for check, column, members in (
            ("ck_work_audience", "audience", audiences),
            ("ck_work_workkind", "kind", kinds),
        ):
            work.drop_constraint(op.f(check), type_="check")
            work.create_check_constraint(op.f(check), sa.column(column).in_(members))


def downgrade() -> None:
    """Drop them. What was for applicants is for participants; of files of one format one stays."""
    file = sa.table("material_file", *map(sa.column, ("id", "translation_id", "format", "version")))
    other = file.alias()
    same = [file.c[name] == other.c[name] for name in ("translation_id", "format", "version")]
    later = sa.select(file.c.id).join(other, sa.and_(*same, other.c.id < file.c.id))
    op.execute(sa.delete(file).where(file.c.id.in_(later.subquery().select())))
    with op.batch_alter_table("material_file") as table:
        table.drop_constraint(op.f("uq_material_file_translation_id_version_name"))
        table.create_unique_constraint(
            op.f("uq_material_file_translation_id_format_version"),
            ["translation_id", "format", "version"],
        )
        table.drop_constraint(op.f("ck_material_file_licence"), type_="check")
        for column in ("attribution", "licence", "duration"):
            table.drop_column(column)
    op.drop_table("translation_change")
    with op.batch_alter_table("translation") as table:
        table.drop_index("ix_translation_language_state_edition_id")
        table.drop_index("ix_translation_derived_from_id")
        table.drop_constraint(op.f("fk_translation_derived_from_id"), type_="foreignkey")
        for column in ("translator", "derived_version", "derived_from_id", "version"):
            table.drop_column(column)
    op.drop_table("edition_organisation")
    op.execute("UPDATE work SET audience = 'participants' WHERE audience = 'applicants'")
    op.execute("UPDATE work SET kind = 'database' WHERE kind = 'practice_profile'")
    _allow(AUDIENCES, KINDS)
