"""Keep the words of searched documents beside their rows on PostgreSQL

A word that many offices have takes a look at the row of each: five rows fitted into a page, and the cost of the function let
the planner start other processes and compile the statement, which took longer than all else.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LEXEMES = (
    "CREATE OR REPLACE FUNCTION search_lexemes(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST {cost}"
    " AS $$ BEGIN RETURN array_to_tsvector(string_to_array({words}, ' ')); END $$"
)
UPGRADE = (
    LEXEMES.format(cost=1000, words="rtrim(words)"),
    "ALTER TABLE search_documents ALTER traits SET STORAGE MAIN",
    "UPDATE search_documents SET words = rpad(words, 2100) WHERE length(words) < 2100",
)
"""Traits are read with the rows; the cost still keeps the planner from reading the words of all."""
DOWNGRADE = (
    "UPDATE search_documents SET words = rtrim(words)",
    "ALTER TABLE search_documents ALTER traits SET STORAGE EXTENDED",
    LEXEMES.format(cost=100000, words="words"),
)


def upgrade() -> None:
    _run(UPGRADE)


def downgrade() -> None:
    _run(DOWNGRADE)


def _run(statements: tuple[str, ...]) -> None:
    for statement in statements if op.get_bind().dialect.name == "postgresql" else ():
        op.execute(statement)
