"""Add the search"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5"
    "(words, content='search_documents', content_rowid='office_id', detail='none', tokenize='unicode61')",
    "CREATE TRIGGER search_index_insert AFTER INSERT ON search_documents BEGIN"
    " INSERT INTO search_index(rowid, words) VALUES (new.office_id, new.words); END",
    "CREATE TRIGGER search_index_delete AFTER DELETE ON search_documents BEGIN"
    " INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.office_id, old.words); END",
    "CREATE TRIGGER search_index_update AFTER UPDATE OF words ON search_documents BEGIN"
    " INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', old.office_id, old.words);"
    " INSERT INTO search_index(rowid, words) VALUES (new.office_id, new.words); END",
)
"""The index holds no text of its own; the triggers tell it each change."""

POSTGRESQL = (
    "CREATE FUNCTION search_lexemes(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100000"
    " AS $$ BEGIN RETURN array_to_tsvector(string_to_array(words, ' ')); END $$",
    "CREATE INDEX search_index ON search_documents USING gin (search_lexemes(words)) WITH (fastupdate = off)",
    "ALTER TABLE search_documents SET (toast_tuple_target = 128)",
)
"""The words are kept beside the rows, so that these are few pages; the cost keeps the planner from reading them all."""


def upgrade() -> None:
    op.create_table(
        "search_documents",
        sa.Column("office_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("traits", sa.Text(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_search_documents_office_id_offices")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_search_documents")),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("stem", sa.String(length=60), nullable=False),
        sa.Column("where", sa.String(length=1), nullable=False),
        sa.Column("shown", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_index(op.f("ix_search_words_stem"), "search_words", ["stem"])
    with op.batch_alter_table("listings") as listings:
        listings.drop_column("search_text")
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("listings") as listings:
        listings.add_column(sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    op.drop_table("search_words")
    op.drop_table("search_documents")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION search_lexemes(text)")
