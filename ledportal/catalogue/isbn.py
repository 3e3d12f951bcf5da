"""International standard book numbers (ISO 2108), as python-stdnum knows them. Pure."""

from __future__ import annotations

from stdnum import isbn


def is_valid(text: str) -> bool:
    """Say whether a text is an ISBN of 13 digits with its right check digit."""
    return bool(isbn.is_valid(text)) and isbn.isbn_type(text) == "ISBN13"


def written(text: str) -> str:
    """Return a valid ISBN with hyphens where its parts meet."""
    return str(isbn.format(text))
