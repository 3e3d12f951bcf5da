"""Make the first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledportal import database

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_lookup", "attempts", ["kind", "key", "at"], unique=False)
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("verb", sa.String(length=300), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("subject_type", sa.String(length=300), nullable=False),
        sa.Column("subject_id", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("office_slug", sa.String(length=300), nullable=True),
        sa.Column("details", database.Json, nullable=False),
        sa.Column("request_id", sa.String(length=300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(op.f("ix_audit_events_actor_id"), "audit_events", ["actor_id"], unique=False)
    op.create_index(op.f("ix_audit_events_at"), "audit_events", ["at"], unique=False)
    op.create_index(op.f("ix_audit_events_office_slug"), "audit_events", ["office_slug"], unique=False)
    op.create_index(op.f("ix_audit_events_verb"), "audit_events", ["verb"], unique=False)
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=True),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("template", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=300), nullable=False),
        sa.Column("to_address", sa.String(length=300), nullable=False),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("office_slug", sa.String(length=300), nullable=True),
        sa.Column("state", sa.String(length=300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_messages_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_messages_message_id")),
    )
    op.create_index("ix_outbox_messages_due", "outbox_messages", ["state", "next_attempt_at"], unique=False)
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("name_latin", sa.String(length=300), nullable=False),
        sa.Column("name_cyrillic", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("locale", sa.String(length=300), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.String(length=300), nullable=True),
        sa.Column("totp_enabled_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "districts",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("slug", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("nuts3", sa.String(length=300), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("name_latin", sa.String(length=300), nullable=False),
        sa.Column("name_cyrillic", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_districts_region_code_regions")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_districts")),
        sa.UniqueConstraint("slug", name=op.f("uq_districts_slug")),
    )
    op.create_index(op.f("ix_districts_region_code"), "districts", ["region_code"], unique=False)
    op.create_table(
        "one_time_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("token_hash", sa.String(length=300), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=300), nullable=True),
        sa.Column("data", database.Json, nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_one_time_tokens_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_tokens_token_hash")),
    )
    op.create_index(op.f("ix_one_time_tokens_user_id"), "one_time_tokens", ["user_id"], unique=False)
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=300), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id"), "recovery_codes", ["user_id"], unique=False)
    op.create_table(
        "user_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=300), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_sessions_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_sessions_token_hash")),
    )
    op.create_index(op.f("ix_user_sessions_user_id"), "user_sessions", ["user_id"], unique=False)
    op.create_table(
        "municipalities",
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("other_codes", database.Json, nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("parent_code", sa.String(length=5), nullable=True),
        sa.Column("district_code", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("population_2022", sa.Integer(), nullable=True),
        sa.Column("tile_column", sa.Integer(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("search_text", sa.String(length=300), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("email_domains", database.Json, nullable=False),
        sa.Column("postal_street", sa.String(length=300), nullable=False),
        sa.Column("postal_postcode", sa.String(length=300), nullable=False),
        sa.Column("postal_place", sa.String(length=300), nullable=False),
        sa.Column("registry_email", sa.String(length=300), nullable=False),
        sa.Column("registry_phone", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_latin", sa.String(length=300), nullable=False),
        sa.Column("name_cyrillic", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["district_code"], ["districts.code"], name=op.f("fk_municipalities_district_code_districts")),
        sa.ForeignKeyConstraint(["parent_code"], ["municipalities.code"], name=op.f("fk_municipalities_parent_code_municipalities")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipalities")),
    )
    op.create_index(op.f("ix_municipalities_district_code"), "municipalities", ["district_code"], unique=False)
    op.create_index(op.f("ix_municipalities_sort_key"), "municipalities", ["sort_key"], unique=False)
    # Offices and revisions point to each other: SQLite takes the constraint before the other table is there, PostgreSQL after.
    sqlite = op.get_bind().dialect.name == "sqlite"
    constraint = "fk_offices_published_revision_id_revisions"
    published_revision = [sa.ForeignKeyConstraint(["published_revision_id"], ["revisions.id"], name=constraint)] if sqlite else []
    op.create_table(
        "offices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=300), nullable=False),
        sa.Column("municipality_code", sa.String(length=5), nullable=False),
        sa.Column("status", sa.String(length=300), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("published_revision_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["municipality_code"], ["municipalities.code"], name=op.f("fk_offices_municipality_code_municipalities")),
        *published_revision,
        sa.ForeignKeyConstraint(["successor_id"], ["offices.id"], name=op.f("fk_offices_successor_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offices")),
        sa.UniqueConstraint("municipality_code", name=op.f("uq_offices_municipality_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_offices_slug")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_attachments_created_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_attachments_office_id_offices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_office_id"), "attachments", ["office_id"], unique=False)
    op.create_index(op.f("ix_attachments_sha256"), "attachments", ["sha256"], unique=False)
    op.create_table(
        "listings",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=300), nullable=False),
        sa.Column("district_code", sa.String(length=2), nullable=False),
        sa.Column("region_code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("content", database.Json, nullable=False),
        sa.Column("published_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["district_code"], ["districts.code"], name=op.f("fk_listings_district_code_districts")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_listings_office_id_offices")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_listings_region_code_regions")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_listings")),
        sa.UniqueConstraint("slug", name=op.f("uq_listings_slug")),
    )
    op.create_index(op.f("ix_listings_district_code"), "listings", ["district_code"], unique=False)
    op.create_index(op.f("ix_listings_published_at"), "listings", ["published_at"], unique=False)
    op.create_index(op.f("ix_listings_region_code"), "listings", ["region_code"], unique=False)
    op.create_index(op.f("ix_listings_sort_key"), "listings", ["sort_key"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=300), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("content", database.Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provenance", sa.String(length=300), nullable=False),
        sa.Column("copied_from_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_sections", database.Json, nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("saved_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_revisions_assignee_id_users")),
        sa.ForeignKeyConstraint(["copied_from_id"], ["revisions.id"], name=op.f("fk_revisions_copied_from_id_revisions")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_revisions_created_by_id_users")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_revisions_office_id_offices")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name=op.f("fk_revisions_saved_by_id_users")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["users.id"], name=op.f("fk_revisions_submitted_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("office_id", "number", name=op.f("uq_revisions_office_id")),
    )
    op.create_index(op.f("ix_revisions_office_id"), "revisions", ["office_id"], unique=False)
    op.create_index(op.f("ix_revisions_status"), "revisions", ["status"], unique=False)
    op.create_index(
        "uq_revisions_open",
        "revisions",
        ["office_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('draft', 'submitted')"),
        postgresql_where=sa.text("status IN ('draft', 'submitted')"),
    )
    op.create_index(
        "uq_revisions_published",
        "revisions",
        ["office_id"],
        unique=True,
        sqlite_where=sa.text("status = 'published'"),
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_comments_author_id_users")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_comments_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_revision_id"), "comments", ["revision_id"], unique=False)
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_confirmations_office_id_offices")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_confirmations_revision_id_revisions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_confirmations_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmations")),
    )
    op.create_index("ix_confirmations_latest", "confirmations", ["office_id", "section", "confirmed_at"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=300), nullable=False),
        sa.Column("reasons", database.Json, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_decisions_decided_by_id_users")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_decisions_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_decisions_revision_id")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=300), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.String(length=32), nullable=True),
        sa.Column("requested_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decided_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_memberships_decided_by_id_users")),
        sa.ForeignKeyConstraint(["letter_id"], ["attachments.id"], name=op.f("fk_memberships_letter_id_attachments")),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_memberships_office_id_offices")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_office_id"), "memberships", ["office_id"], unique=False)
    op.create_index(op.f("ix_memberships_user_id"), "memberships", ["user_id"], unique=False)
    op.create_index(
        "uq_memberships_head",
        "memberships",
        ["office_id"],
        unique=True,
        sqlite_where=sa.text("role = 'head' AND status = 'granted'"),
        postgresql_where=sa.text("role = 'head' AND status = 'granted'"),
    )
    op.create_index(
        "uq_memberships_open",
        "memberships",
        ["office_id", "user_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('requested', 'granted')"),
        postgresql_where=sa.text("status IN ('requested', 'granted')"),
    )
    if not sqlite:
        op.create_foreign_key(constraint, "offices", "revisions", ["published_revision_id"], ["id"])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("fk_offices_published_revision_id_revisions", "offices", type_="foreignkey")
    op.drop_index(
        "uq_memberships_open",
        table_name="memberships",
        sqlite_where=sa.text("status IN ('requested', 'granted')"),
        postgresql_where=sa.text("status IN ('requested', 'granted')"),
    )
    op.drop_index(
        "uq_memberships_head",
        table_name="memberships",
        sqlite_where=sa.text("role = 'head' AND status = 'granted'"),
        postgresql_where=sa.text("role = 'head' AND status = 'granted'"),
    )
    op.drop_index(op.f("ix_memberships_user_id"), table_name="memberships")
    op.drop_index(op.f("ix_memberships_office_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_table("decisions")
    op.drop_index("ix_confirmations_latest", table_name="confirmations")
    op.drop_table("confirmations")
    op.drop_index(op.f("ix_comments_revision_id"), table_name="comments")
    op.drop_table("comments")
    op.drop_index(
        "uq_revisions_published",
        table_name="revisions",
        sqlite_where=sa.text("status = 'published'"),
        postgresql_where=sa.text("status = 'published'"),
    )
    op.drop_index(
        "uq_revisions_open",
        table_name="revisions",
        sqlite_where=sa.text("status IN ('draft', 'submitted')"),
        postgresql_where=sa.text("status IN ('draft', 'submitted')"),
    )
    op.drop_index(op.f("ix_revisions_status"), table_name="revisions")
    op.drop_index(op.f("ix_revisions_office_id"), table_name="revisions")
    op.drop_table("revisions")
    op.drop_index(op.f("ix_listings_sort_key"), table_name="listings")
    op.drop_index(op.f("ix_listings_region_code"), table_name="listings")
    op.drop_index(op.f("ix_listings_published_at"), table_name="listings")
    op.drop_index(op.f("ix_listings_district_code"), table_name="listings")
    op.drop_table("listings")
    op.drop_index(op.f("ix_attachments_sha256"), table_name="attachments")
    op.drop_index(op.f("ix_attachments_office_id"), table_name="attachments")
    op.drop_table("attachments")
    op.drop_table("offices")
    op.drop_index(op.f("ix_municipalities_sort_key"), table_name="municipalities")
    op.drop_index(op.f("ix_municipalities_district_code"), table_name="municipalities")
    op.drop_table("municipalities")
    op.drop_index(op.f("ix_user_sessions_user_id"), table_name="user_sessions")
    op.drop_table("user_sessions")
    op.drop_index(op.f("ix_recovery_codes_user_id"), table_name="recovery_codes")
    op.drop_table("recovery_codes")
    op.drop_index(op.f("ix_one_time_tokens_user_id"), table_name="one_time_tokens")
    op.drop_table("one_time_tokens")
    op.drop_index(op.f("ix_districts_region_code"), table_name="districts")
    op.drop_table("districts")
    op.drop_table("users")
    op.drop_table("regions")
    op.drop_index("ix_outbox_messages_due", table_name="outbox_messages")
    op.drop_table("outbox_messages")
    op.drop_index(op.f("ix_audit_events_verb"), table_name="audit_events")
    op.drop_index(op.f("ix_audit_events_office_slug"), table_name="audit_events")
    op.drop_index(op.f("ix_audit_events_at"), table_name="audit_events")
    op.drop_index(op.f("ix_audit_events_actor_id"), table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_index("ix_attempts_lookup", table_name="attempts")
    op.drop_table("attempts")
