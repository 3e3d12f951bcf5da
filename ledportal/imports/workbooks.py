"""A workbook (XLSX) as the text of a table. Pure.

A workbook is an archive of anybody's making: what is in it is bounded before it is unpacked, and read as a stream.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ledportal.imports.tables import TOO_LARGE, Unreadable
from ledportal.text import N_

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 2_000_000, 10_000_000, 500
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BROKEN = N_("The workbook cannot be read. Save it as XLSX once more, or as “CSV UTF-8”")


def is_workbook(data: bytes) -> bool:
    return data.startswith((ZIP, OLE))


def text(data: bytes) -> str:
    """Return the first sheet of a workbook as CSV.

    Raises:
        Unreadable: it is too large, packed or unpacked, it is no workbook, or it has a password.
    """
    from ledportal.imports import sheets  # with openpyxl, 10 MiB for the few who bring a workbook

    if data.startswith(OLE):
        raise Unreadable(N_("The workbook is of an old kind, or has a password. Save it as XLSX without one and choose it again"))
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE, limit=LARGEST // 1000)
    _check_parts(data)
    try:
        return sheets.first(data)
    except Unreadable:
        raise
    except Exception:  # whatever the library stumbles over in a file of anybody's making
        raise Unreadable(BROKEN) from None


def _check_parts(data: bytes) -> None:
    """Refuse what would unpack to too much; nothing is unpacked beyond the sizes that are stated there."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = [part.file_size for part in archive.infolist()]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unreadable(BROKEN) from None
    if sum(sizes) > LARGEST_UNPACKED or len(sizes) > MOST_PARTS:
        raise Unreadable(N_("The workbook is too large: unpacked it may have %(limit)s MB"), limit=LARGEST_UNPACKED // 1_000_000)
