"""The public tables as a dictionary: each column, and the codes that no profile has, from ``opendata.tables``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledportal.opendata.columns import Column
from ledportal.opendata.dictionary import type_label
from ledportal.opendata.tables import TABLES, Table
from tools.data_dictionary import both, choices, serbian_words

HEADER = ["| column | English | Serbian | type | always there | meaning |", "| --- | --- | --- | --- | --- | --- |"]


def lines() -> list[str]:
    """Return the tables, their columns, and their own lists of codes."""
    serbian = serbian_words()
    found: list[str] = []
    for table in TABLES.values():
        found += [*_table(table, serbian)]
    return [*found[1:], *_lists(serbian)]


def _table(table: Table, serbian: Mapping[str, str]) -> Iterator[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    yield from ("", f"## {table.file}: {both(table.title, serbian)}", "")
    yield from (f"{table.title}: `/podaci/{table.file}.csv`, `/api/v1/{table.name}`. {table.description}. Key: {key}.", "", *HEADER)
    yield from (_row(column, serbian) for column in table.columns)


def _row(column: Column, serbian: Mapping[str, str]) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    meaning = ". ".join(text for text in (column.part_of, column.description) if text)
    return (
        f"| {column.name} | {column.title}{unit} | {both(column.title, serbian)} | {type_label(column)} |"
        f" {'yes' if column.required else ''} | {meaning} |"
    )


def _lists(serbian: Mapping[str, str]) -> Iterator[str]:
    yield from ("", "## Codes that only the tables have")
    known = [options for _name, options in choices()]
    for table in TABLES.values():
        for column in table.columns:
            if column.options and column.options not in known:
                known.append(dict(column.options))
                codes = "; ".join(f"`{code}` {label} / {both(label, serbian)}" for code, label in column.options.items())
                yield from ("", f"**{table.name}.{column.name}**: {codes}")
