"""Add the editions of the catalogue"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledportal import database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("correction", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("subtitle", sa.String(length=300), nullable=False),
        sa.Column("foreword", sa.Text(), nullable=False),
        sa.Column("foreword_by", sa.String(length=300), nullable=False),
        sa.Column("isbn", sa.String(length=300), nullable=False),
        sa.Column("cip", sa.Text(), nullable=False),
        sa.Column("imprint", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(length=300), nullable=False),
        sa.Column("sections", database.Json, nullable=False),
        sa.Column("order", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=300), nullable=False),
        sa.Column("paper", sa.String(length=300), nullable=False),
        sa.Column("leaf", sa.Integer(), nullable=False),
        sa.Column("cover_leaf", sa.Integer(), nullable=False),
        sa.Column("base_url", sa.String(length=300), nullable=False),
        sa.Column("frozen_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("problems", database.Json, nullable=False),
        sa.Column("made_of", sa.Integer(), nullable=True),
        sa.Column("published_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["editions.id"], name=op.f("fk_editions_corrects_id_editions")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_editions_created_by_id_users")),
        sa.ForeignKeyConstraint(["published_by_id"], ["users.id"], name=op.f("fk_editions_published_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("slug", name=op.f("uq_editions_slug")),
        sa.UniqueConstraint("year", "locale", "number", name=op.f("uq_editions_year")),
    )
    op.create_table(
        "edition_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("made_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_with", database.Json, nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_edition_files_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_files")),
        sa.UniqueConstraint("edition_id", "kind", name=op.f("uq_edition_files_edition_id")),
    )
    op.create_index(op.f("ix_edition_files_sha256"), "edition_files", ["sha256"])
    op.create_table(
        "edition_logos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_edition_logos_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_logos")),
    )
    op.create_index(op.f("ix_edition_logos_edition_id"), "edition_logos", ["edition_id"])
    op.create_index(op.f("ix_edition_logos_sha256"), "edition_logos", ["sha256"])
    op.create_table(
        "edition_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("frozen", database.Json, nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_edition_entries_edition_id_editions")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_edition_entries_office_id_offices")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_edition_entries_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_entries")),
        sa.UniqueConstraint("edition_id", "office_id", name=op.f("uq_edition_entries_edition_id")),
    )
    op.create_index(op.f("ix_edition_entries_office_id"), "edition_entries", ["office_id"])


def downgrade() -> None:
    op.drop_table("edition_entries")
    op.drop_table("edition_logos")
    op.drop_table("edition_files")
    op.drop_table("editions")
