"""Add letters and the invitation codes in them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledportal import database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("chosen", sa.String(length=300), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("script", sa.String(length=300), nullable=False),
        sa.Column("envelope", sa.String(length=300), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_letter_runs_created_by_id_users")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_letter_runs_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_runs")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_letters_office_id_offices")),
        sa.ForeignKeyConstraint(["run_id"], ["letter_runs.id"], name=op.f("fk_letters_run_id_letter_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("run_id", "office_id", name=op.f("uq_letters_run_id")),
    )
    op.create_index(op.f("ix_letters_office_id"), "letters", ["office_id"], unique=False)

    op.create_table(
        "invitation_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=300), nullable=False),
        sa.Column("made_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("used_by_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_invitation_codes_letter_id_letters")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_invitation_codes_made_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_invitation_codes_office_id_offices")),
        sa.ForeignKeyConstraint(["used_by_id"], ["users.id"], name=op.f("fk_invitation_codes_used_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_codes_code_hash")),
    )
    op.create_index(op.f("ix_invitation_codes_letter_id"), "invitation_codes", ["letter_id"], unique=False)
    op.create_index(op.f("ix_invitation_codes_office_id"), "invitation_codes", ["office_id"], unique=False)

    op.create_table(
        "shown_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["invitation_codes.id"], name=op.f("fk_shown_codes_code_id_invitation_codes")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shown_codes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_codes")),
        sa.UniqueConstraint("user_id", "code_id", name=op.f("uq_shown_codes_user_id")),
    )
    op.create_index(op.f("ix_shown_codes_code_id"), "shown_codes", ["code_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_shown_codes_code_id"), "shown_codes")

    op.drop_table("shown_codes")
    op.drop_index(op.f("ix_invitation_codes_office_id"), "invitation_codes")
    op.drop_index(op.f("ix_invitation_codes_letter_id"), "invitation_codes")

    op.drop_table("invitation_codes")
    op.drop_index(op.f("ix_letters_office_id"), "letters")

    op.drop_table("letters")
    op.drop_table("letter_runs")
