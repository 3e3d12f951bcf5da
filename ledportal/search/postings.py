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
ONE = "(SELECT string_agg(int4send(office_id), '') FROM search_documents WHERE search_lexemes(words) @@ CAST(:t{} AS tsquery))"
"""All ids in one value, four bytes each: a hundred thousand rows would take many times as long to read. SQLite writes them out."""


def _from_postgresql(tokens: Sequence[str]) -> Iterator[tuple[str, array[int]]]:
    statement = text(f"SELECT {', '.join(ONE.format(number) for number in range(len(tokens)))}")
    asked = {f"t{number}": f"'{token[:-1]}':*" if token.endswith("*") else f"'{token}'" for number, token in enumerate(tokens)}
    row = db.session.execute(statement, asked).one()
    for token, packed in zip(tokens, row, strict=True):
        ids = array("i", packed or b"")
        if sys.byteorder == "little":
            ids.byteswap()
        yield token, ids
