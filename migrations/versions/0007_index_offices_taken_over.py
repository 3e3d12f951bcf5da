"""Index the offices that were taken over by those that did

Only these: a database that knows how few offices have a successor takes an index of all of them for useless.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    taken_over = sa.text("successor_id IS NOT NULL")
    op.create_index("ix_offices_taken_over", "offices", ["successor_id"], sqlite_where=taken_over, postgresql_where=taken_over)


def downgrade() -> None:
    op.drop_index("ix_offices_taken_over", "offices")
