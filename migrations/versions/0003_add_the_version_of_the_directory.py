"""Add the version of the directory"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from ledportal import database

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = database.UtcDateTime(timezone=True)
BELGRADE = ZoneInfo("Europe/Belgrade")
CHUNK = 5000
PARTIAL = {"ix_municipalities_squares": ["tile_row", "tile_column"], "ix_municipalities_parts": ["parent_code"]}
"""Indexes of the few municipalities that have a square, or are part of a city."""


def upgrade() -> None:
    state = op.create_table(
        "directory_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_state")),
    )
    changes = op.create_table(
        "changes",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_changes_office_id_offices")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_changes_revision_id_revisions")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_office_id", "changes", ["office_id", "version"])
    op.create_index(op.f("ix_changes_at"), "changes", ["at"])
    op.add_column("offices", sa.Column("changed_in", sa.Integer(), server_default="0", nullable=False))
    op.create_index(op.f("ix_offices_changed_in"), "offices", ["changed_in"])
    for name, columns in PARTIAL.items():
        filled = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(name, "municipalities", columns, sqlite_where=filled, postgresql_where=filled)

    journal = sorted([*_approvals(), *_confirmations()], key=lambda row: (row["at"], row["office_id"], row["kind"]))
    rows = [{"version": version, **row} for version, row in enumerate(journal, start=1)]
    for start in range(0, len(rows), CHUNK):
        op.bulk_insert(changes, rows[start : start + CHUNK])
    latest = rows[-1]["at"] if rows else datetime.now(UTC).replace(microsecond=0)
    op.bulk_insert(state, [{"id": 1, "version": len(rows) or 1, "changed_at": latest}])
    op.execute("UPDATE offices SET changed_in = COALESCE((SELECT MAX(version) FROM changes WHERE changes.office_id = offices.id), 1)")


def _approvals() -> Iterator[dict[str, Any]]:
    """Yield each approval: the first of an office published it, the others updated it."""
    revisions = sa.table("revisions", sa.column("id"), sa.column("office_id"))
    decisions = sa.table("decisions", sa.column("id"), sa.column("revision_id"), sa.column("verb"), sa.column("decided_at", TIME))
    query = sa.select(revisions.c.office_id, revisions.c.id, decisions.c.decided_at)
    query = query.join_from(revisions, decisions, decisions.c.revision_id == revisions.c.id).where(decisions.c.verb == "approve")
    known: set[int] = set()
    for office_id, revision_id, at in op.get_bind().execute(query.order_by(decisions.c.decided_at, decisions.c.id)):
        yield {"office_id": office_id, "at": at, "kind": "updated" if office_id in known else "published", "revision_id": revision_id}
        known.add(office_id)


def _confirmations() -> Iterator[dict[str, Any]]:
    """Yield the last confirmation of each office on each day; what was confirmed with a submission is told by its approval."""
    names = ("id", "office_id", "revision_id", "via")
    confirmations = sa.table("confirmations", *(sa.column(name) for name in names), sa.column("confirmed_at", TIME))
    query = sa.select(confirmations.c.office_id, confirmations.c.revision_id, confirmations.c.confirmed_at)
    query = query.where(confirmations.c.via != "submission").order_by(confirmations.c.confirmed_at, confirmations.c.id)
    last: dict[tuple[int, date], dict[str, Any]] = {}
    for office_id, revision_id, at in op.get_bind().execute(query):
        day = at.astimezone(BELGRADE).date()
        last[office_id, day] = {"office_id": office_id, "at": at, "kind": "confirmed", "revision_id": revision_id}
    yield from last.values()


def downgrade() -> None:
    for name in PARTIAL:
        op.drop_index(name, "municipalities")
    op.drop_index(op.f("ix_offices_changed_in"), "offices")
    op.drop_column("offices", "changed_in")
    op.drop_table("changes")
    op.drop_table("directory_state")
