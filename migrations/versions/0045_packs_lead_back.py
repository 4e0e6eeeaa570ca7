"""A pack leads back to the choice that it was made from."""

import sqlalchemy as sa
from alembic import op

revision = "0045_packs_lead_back"
down_revision = "0044_packs_and_demand"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for its address; those there are lead to the library."""
    with op.batch_alter_table("pack") as table:
        table.add_column(sa.Column("back_to", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("pack") as table:
        table.alter_column("back_to", server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("pack") as table:
        table.drop_column("back_to")
