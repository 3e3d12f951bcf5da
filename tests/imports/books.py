"""Workbooks of every bad kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl


def book(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with these rows on its first sheet, and another sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.create_sheet("drugi").append(["name", "not read"])
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook in which one part is another."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ONE = book([["name"], ["Biblioteka"]])
ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 30) for letter in range(ord("b"), ord("k")))
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + ENTITIES + b']><worksheet><sheetData><row r="1">'
    b'<c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"


def sharing(text: bytes, rows: int, columns: int) -> bytes:
    """Return a workbook in which one text stands in every cell, and is in the file once."""
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * columns + b"</row>"
    sheet = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, row * rows)
    with ZipFile(BytesIO(ONE)) as archive:
        types = archive.read(TYPES)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = b'<Override PartName="/%s" ContentType="%s"/></Types>' % (STRINGS.encode(), kind)
    made = with_part(with_part(ONE, SHEET, sheet), STRINGS, b"<sst %s><si><t>%s</t></si></sst>" % (MAIN, text))
    return with_part(made, TYPES, types.replace(b"</Types>", told))


BROKEN = {
    "no archive": b"PK\x03\x04" + bytes(range(256)),
    "cut off": ONE[: len(ONE) // 2],
    "another archive": with_part(b"PK\x05\x06" + bytes(18), "mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    "no sheet in it": with_part(ONE, SHEET, b""),
    "not XML": with_part(ONE, SHEET, b"<worksheet><sheetData><row"),
    "entities in entities": with_part(ONE, SHEET, LAUGHS),
    "a string that is not there": with_part(ONE, SHEET, b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                                                        b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData></worksheet>'),
}  # fmt: skip
BOMB = with_part(ONE, SHEET, b"0" * 200_000_000)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
