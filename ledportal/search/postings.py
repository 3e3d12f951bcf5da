"""Asking the full-text index which offices have a token: the one place that knows how each database is asked."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import text

from ledportal.extensions import db


def read(tokens: Sequence[str]) -> Iterator[tuple[str, array[int]]]:
    """Yield for each token the ids of the offices that have it; a star at its end stands for any letters."""
    if db.engine.dialect.name == "sqlite":
        yield from _from_sqlite(tokens)
    elif tokens:
        yield from _from_postgresql(tokens)


def is_anywhere(tokens: Sequence[str]) -> bool:
    """Say whether an office has one of the tokens, none of which has a star."""
    if db.engine.dialect.name == "sqlite":
        asked = " OR ".join(f'"{token}"' for token in tokens)
        return _driver().execute("SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT 1", (asked,)).fetchone() is not None
    asked = " | ".join(f"'{token}'" for token in tokens)
    return db.session.execute(text(ONE_OF), {"asked": asked}).first() is not None


def _driver() -> Any:
    return db.session.connection().connection.driver_connection


def _from_sqlite(tokens: Sequence[str]) -> Iterator[tuple[str, array[int]]]:
    connection = _driver()
    for token in tokens:
        asked = f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'
        (found,) = connection.execute("SELECT group_concat(rowid) FROM search_index WHERE search_index MATCH ?", (asked,)).fetchone()
        yield token, array("i", map(int, found.split(",")) if found else ())


ONE_OF = "SELECT 1 FROM search_documents WHERE search_lexemes(words) @@ CAST(:asked AS tsquery) LIMIT 1"
EACH = """
SELECT token, (SELECT string_agg(int4send(office_id), '') FROM search_documents WHERE search_lexemes(words) @@ CAST(asked AS tsquery))
FROM unnest(CAST(:tokens AS text[]), CAST(:asked AS text[])) AS each(token, asked)"""
"""The same statement for any number of tokens, so that it is planned once, and all ids of one in one value, four bytes each: a hundred
thousand rows would take many times as long to read. SQLite writes them out."""


def _from_postgresql(tokens: Sequence[str]) -> Iterator[tuple[str, array[int]]]:
    asked = [f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'" for token in tokens]
    for token, packed in db.session.execute(text(EACH), {"tokens": list(tokens), "asked": asked}):
        ids = array("i", packed or b"")
        if sys.byteorder == "little":
            ids.byteswap()
        yield token, ids
