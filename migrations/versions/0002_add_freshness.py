"""Add freshness"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledportal import database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocked_addresses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("office_slug", sa.String(length=300), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("since", database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocked_addresses")),
        sa.UniqueConstraint("address", "reason", name=op.f("uq_blocked_addresses_address")),
    )
    op.create_table(
        "cycles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("reminders_asked_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("result", database.Json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_cycles_closed_by_id_users")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_cycles_opened_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycles")),
        sa.UniqueConstraint("is_open", name=op.f("uq_cycles_is_open")),
        sa.UniqueConstraint("slug", name=op.f("uq_cycles_slug")),
    )
    op.create_table(
        "delivery_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("office_slug", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=300), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_messages.id"], name=op.f("fk_delivery_failures_message_id_outbox_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_failures")),
    )
    with op.batch_alter_table("delivery_failures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_failures_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_failures_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_failures_office_slug"), ["office_slug"], unique=False)

    op.create_table(
        "freshness_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("values", database.Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_freshness_settings_changed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freshness_settings")),
    )
    op.create_table(
        "mail_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_mail_texts_changed_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_texts")),
        sa.UniqueConstraint("name", "locale", name=op.f("uq_mail_texts_name")),
    )
    op.create_table(
        "checked_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("found_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("checked_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failing_since", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("noted_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_checked_links_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checked_links")),
        sa.UniqueConstraint("office_id", "path", "url", name=op.f("uq_checked_links_office_id")),
    )
    with op.batch_alter_table("checked_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checked_links_checked_at"), ["checked_at"], unique=False)
        batch_op.create_index("ix_checked_links_due", ["next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_checked_links_failing_since"), ["failing_since"], unique=False)

    op.create_table(
        "cycle_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("reached", sa.String(length=300), nullable=False),
        sa.Column("invited_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_cycle_answers_cycle_id_cycles")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["users.id"], name=op.f("fk_cycle_answers_noted_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_cycle_answers_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_answers")),
        sa.UniqueConstraint("cycle_id", "office_id", name=op.f("uq_cycle_answers_cycle_id")),
    )
    with op.batch_alter_table("cycle_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_answers_cycle_id"), ["cycle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cycle_answers_office_id"), ["office_id"], unique=False)

    op.create_table(
        "staff_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("details", database.Json, nullable=False),
        sa.Column("opened_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("wake_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_staff_tasks_closed_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_staff_tasks_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_tasks")),
    )
    with op.batch_alter_table("staff_tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_tasks_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_tasks_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_tasks_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_tasks_office_id"), ["office_id"], unique=False)
        batch_op.create_index(
            "uq_staff_tasks_open",
            ["key"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "confirmation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_confirmation_links_office_id_offices")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_confirmation_links_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation_links")),
    )
    with op.batch_alter_table("confirmation_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_links_office_id"), ["office_id"], unique=False)

    op.create_table(
        "error_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=300), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=300), nullable=False),
        sa.Column("reported_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=300), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["users.id"], name=op.f("fk_error_reports_closed_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_error_reports_office_id_offices")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_error_reports_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_error_reports")),
    )
    with op.batch_alter_table("error_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_error_reports_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_error_reports_outcome"), ["outcome"], unique=False)

    op.create_table(
        "cycle_links",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["cycle_answers.id"], name=op.f("fk_cycle_links_answer_id_cycle_answers")),
        sa.ForeignKeyConstraint(["link_id"], ["confirmation_links.id"], name=op.f("fk_cycle_links_link_id_confirmation_links")),
        sa.PrimaryKeyConstraint("answer_id", "link_id", name=op.f("pk_cycle_links")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=300), nullable=False),
        sa.Column("queued_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["confirmation_links.id"], name=op.f("fk_reminders_link_id_confirmation_links")),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_messages.id"], name=op.f("fk_reminders_message_id_outbox_messages")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_reminders_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("office_id", "kind", "about", "due_on", "stage", "recipient", name=op.f("uq_reminders_office_id")),
    )
    with op.batch_alter_table("confirmations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("via", sa.String(length=300), nullable=False, server_default="submission"))
        batch_op.add_column(sa.Column("address", sa.String(length=300), nullable=True))

    with op.batch_alter_table("confirmations", schema=None) as batch_op:
        batch_op.alter_column("via", server_default=None)

    op.execute("DELETE FROM listings")  # a projection: made anew with what it holds now
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sections", database.Json, nullable=False))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=False))
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_listings_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_listings_ends_on"), ["ends_on"], unique=False)

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("open_sections", database.Json, nullable=True))

    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unsubscribe_url", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outbox_messages_office_slug"), ["office_slug"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("open_sections")

    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_messages_office_slug"))
        batch_op.drop_column("unsubscribe_url")

    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listings_ends_on"))
        batch_op.drop_index(batch_op.f("ix_listings_due_on"))
        batch_op.drop_column("ends_on")
        batch_op.drop_column("due_on")
        batch_op.drop_column("sections")

    with op.batch_alter_table("confirmations", schema=None) as batch_op:
        batch_op.drop_column("address")
        batch_op.drop_column("via")

    op.drop_table("reminders")
    op.drop_table("cycle_links")
    with op.batch_alter_table("error_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_error_reports_outcome"))
        batch_op.drop_index(batch_op.f("ix_error_reports_office_id"))

    op.drop_table("error_reports")
    with op.batch_alter_table("confirmation_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_links_office_id"))

    op.drop_table("confirmation_links")
    with op.batch_alter_table("staff_tasks", schema=None) as batch_op:
        batch_op.drop_index("uq_staff_tasks_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"))
        batch_op.drop_index(batch_op.f("ix_staff_tasks_office_id"))
        batch_op.drop_index(batch_op.f("ix_staff_tasks_kind"))
        batch_op.drop_index(batch_op.f("ix_staff_tasks_key"))
        batch_op.drop_index(batch_op.f("ix_staff_tasks_closed_at"))

    op.drop_table("staff_tasks")
    with op.batch_alter_table("cycle_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_answers_office_id"))
        batch_op.drop_index(batch_op.f("ix_cycle_answers_cycle_id"))

    op.drop_table("cycle_answers")
    with op.batch_alter_table("checked_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checked_links_failing_since"))
        batch_op.drop_index("ix_checked_links_due")
        batch_op.drop_index(batch_op.f("ix_checked_links_checked_at"))

    op.drop_table("checked_links")
    op.drop_table("mail_texts")
    op.drop_table("freshness_settings")
    with op.batch_alter_table("delivery_failures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_failures_office_slug"))
        batch_op.drop_index(batch_op.f("ix_delivery_failures_message_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_failures_address"))

    op.drop_table("delivery_failures")
    op.drop_table("cycles")
    op.drop_table("blocked_addresses")
