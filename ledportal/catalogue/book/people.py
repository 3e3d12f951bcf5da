"""How the name of a person stands in an index: the surname first. Pure."""

from __future__ import annotations

import re

from ledportal.offices.names import TITLES
from ledportal.script import fold


def surname_first(name: str) -> str:
    """Return "Petrović, dr Ana M." of "dr Ana M. Petrović, dipl. ecc."; what stands in brackets stays at the end."""
    rest, bracket = _parted(name)
    words = rest.split()
    start = next((place for place, word in enumerate(words) if not _is_title(word)), 0)
    given = start + 1
    while given < len(words) - 1 and words[given].endswith("."):
        given += 1
    if given >= len(words):
        return name.strip()
    return f"{' '.join(words[given:])}, {' '.join(words[:given])}{bracket}"


def _parted(name: str) -> tuple[str, str]:
    """Return a name without what follows a comma, and what stands in brackets at its end."""
    found = re.search(r"\s*(\([^()]*\))\s*$", name)
    bracket = f" {found.group(1)}" if found else ""
    return (name[: found.start()] if found else name).partition(",")[0].strip(), bracket


def _is_title(word: str) -> bool:
    return word[:1].islower() or fold(word) in TITLES
