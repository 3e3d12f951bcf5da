"""Marking in a text what was searched for. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from ledportal.search.words import stem, words

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
    if not wanted:
        return [Piece(text, is_match=False)] if text else []
    stems = {each for each in wanted if not each.endswith("*")}
    beginnings = tuple(each[:-1] for each in wanted if each.endswith("*"))
    parts = ((part, _matches(part, stems, beginnings)) for part in _PARTS.findall(text))
    return list(_joined(parts))


def _joined(parts: Iterator[tuple[str, bool]]) -> Iterator[Piece]:
    for is_match, some in groupby(parts, key=lambda part: part[1]):
        yield Piece("".join(text for text, _ in some), is_match)


def _matches(part: str, stems: Collection[str], beginnings: tuple[str, ...]) -> bool:
    return any(own in stems or word.startswith(beginnings) for word, own in _compared(part))


@lru_cache(maxsize=50_000)
def _compared(part: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a part of a text with their stems; the same few words stand in most texts."""
    return tuple((word, stem(word)) for word in words(part))
