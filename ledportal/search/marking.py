"""Marking in a text what was searched for. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from ledportal.script import CYRILLIC, fold
from ledportal.search.words import alternatives, words

_AFTER: Final = 2
"""Letters at the end of a stem that may differ from those of its word: Šabac, Šapca; reka, reci."""

_FOLDED: Final = {
    ord(each): folded
    for letters in ("abcdefghijklmnopqrstuvwxyz", "čćžšđ", "".join(CYRILLIC), "„“”’‘»«–—…·•§°€\u00a0")
    for letter in letters
    for each in {letter, letter.upper()}
    if (folded := fold(letter) or " ") != each
}
"""How Serbian letters in either script are compared, and the signs that stand between words; all else is looked at closely."""

_PARTS: Final = re.compile(r"[^\W_]+|[\W_]+")


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``is_match`` where it is what was searched for."""

    text: str
    is_match: bool


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """Return a text, in either script, in pieces.

    Args:
        wanted: ``Found.words``: stems, and with a star at the end the beginnings of words.
    """
    if not may_have(text, wanted):
        return [Piece(text, is_match=False)] if text else []
    stems, beginnings, _pattern = _sought(frozenset(wanted))
    parts = ((part, _matches(part, stems, beginnings)) for part in _PARTS.findall(text))
    return list(_joined(parts))


def may_have(text: str, wanted: Collection[str]) -> bool:
    """Say whether a word of a text begins as one that is wanted does: a glance, which spares most texts a closer look."""
    _stems, _beginnings, pattern = _sought(frozenset(wanted))
    folded = text.translate(_FOLDED)
    return not folded.isascii() or pattern.search(folded) is not None


@lru_cache(maxsize=1_000)
def _sought(wanted: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    """Return the stems and the beginnings that are wanted, and a pattern of how words with them begin."""
    stems = frozenset(each for each in wanted if not each.endswith("*"))
    beginnings = tuple(each[:-1] for each in wanted if each.endswith("*"))
    begun = {*beginnings, *(each[: max(2, len(each) - _AFTER)] for each in stems)}
    return stems, beginnings, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, sorted(begun)))})" if begun else r"(?!)")


def _joined(parts: Iterator[tuple[str, bool]]) -> Iterator[Piece]:
    for is_match, some in groupby(parts, key=lambda part: part[1]):
        yield Piece("".join(text for text, _ in some), is_match)


def _matches(part: str, stems: frozenset[str], beginnings: tuple[str, ...]) -> bool:
    return any(not stems.isdisjoint(own) or word.startswith(beginnings) for word, own in _compared(part))


@lru_cache(maxsize=50_000)
def _compared(part: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words of a part of a text with their stems; the same few words stand in most texts."""
    return tuple((word, alternatives(word)) for word in words(part))
