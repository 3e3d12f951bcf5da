"""Index the offices by those that took them over"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_offices_successor_id"), "offices", ["successor_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_offices_successor_id"), "offices")
