"""Which sections of a draft are open for a change: all of them, or those of which somebody said that something has changed. Pure."""

from __future__ import annotations

from collections.abc import Collection

from ledportal.offices.profile import BY_KEY

Open = Collection[str] | None
"""The keys of the open sections; None where all are."""


def is_open(sections: Open, key: str) -> bool:
    return sections is None or key in sections


def opened(sections: Open, key: str) -> list[str] | None:
    """Return the open sections with one more, in the order of the profile."""
    return None if sections is None else [each for each in BY_KEY if each == key or each in sections]
