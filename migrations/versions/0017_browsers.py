"""Which browser a sign-in is on."""

import sqlalchemy as sa
from alembic import op

revision = "0017_browsers"
down_revision = "0016_health"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of sign-ins from before we do not know."""
    op.add_column("sign_in", sa.Column("browser", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("sign_in", "browser")
