"""Write anew the entries that may name somebody who left

The command `municipalities load`, which every update runs, writes the listings that are missing.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "DELETE FROM listings WHERE office_id IN (SELECT id FROM offices WHERE status IN ('none', 'closed'))"
        " OR office_id IN (SELECT office_id FROM revisions WHERE status = 'superseded')"
    )


def downgrade() -> None:
    """What stands in the listings now, stood there before too."""
