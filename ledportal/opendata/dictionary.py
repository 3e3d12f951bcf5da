"""What the columns of the public tables hold, in words. Pure."""

from __future__ import annotations

from ledportal.opendata.columns import Column, Type
from ledportal.opendata.tables import Table
from ledportal.text import N_

TYPES = {
    Type.STRING: N_("text"),
    Type.INTEGER: N_("whole number"),
    Type.NUMBER: N_("number"),
    Type.YEAR: N_("year"),
    Type.DATE: N_("date (ISO 8601)"),
    Type.BOOLEAN: N_("yes or no"),
    Type.LIST: N_("list; in CSV and XLSX parted by a semicolon"),
}
NOTATIONS = {
    "email": N_("email address"),
    "phone": N_("telephone number (E.164); in CSV with an apostrophe before it"),
    "url": N_("web address"),
}
CODE = N_("code")
CODES = N_("list of codes; in CSV and XLSX parted by a semicolon")


def type_label(column: Column) -> str:
    """Return the words (a msgid) for what stands in a cell."""
    if column.options:
        return CODES if column.type is Type.LIST else CODE
    return NOTATIONS[column.notation] if column.notation and column.type is Type.STRING else TYPES[column.type]


def code_lists(table: Table) -> list[Column]:
    """Return the columns of a table whose codes have to be told, each list of codes once."""
    found: list[Column] = []
    for column in table.columns:
        if column.options and all(column.options != each.options for each in found):
            found.append(column)
    return found


def anchor(table: Table, column: Column) -> str:
    """Return the name of the place where the codes of a column are told."""
    return "sifre-" + next(each.name for each in code_lists(table) if each.options == column.options)
