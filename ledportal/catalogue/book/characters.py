"""Which characters the book can set, and what stands in place of the others. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from ledportal.script import composed
from ledportal.typesetting.fonts import characters

SUBSTITUTE = "☐"
"""Stands where something could not be set, once for all that follows one on the other."""
SPACES = "\t\r\n"
ALLOWED = frozenset("\u00ad\u200b")
"""What nobody sees, but the lines break by it."""
PICTOGRAPHS = ((0x2600, 0x27C0), (0x2B00, 0x2C00), (0x1F000, 0x1FB00))
LIGATING = frozenset({0x200D, 0xFE0E, 0xFE0F, 0x20E3})
"""What makes one picture of several."""


class Fault(StrEnum):
    """Why a character is not set."""

    GLYPH = "glyph"
    RIGHT_TO_LEFT = "right_to_left"
    EMOJI = "emoji"
    CONTROL = "control"


def settable(text: str) -> str:
    """Return a text that the fonts can set: what is only for machines is gone, and a box stands for what has no shape."""
    if not _unusual().search(text):
        return text
    set_ = "".join(map(_set, composed(text)))
    return re.sub(f"{SUBSTITUTE}{{2,}}", SUBSTITUTE, set_)


def faults(text: str) -> Iterator[tuple[Fault, str]]:
    """Yield each character that is not set, once, and why."""
    if _unusual().search(text):
        for each in dict.fromkeys(composed(text)):
            if (found := fault(each)) is not None:
                yield found, each


def described(character: str) -> str:
    """Return a character as a sentence can name it: by its number, and its name where it has one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


@cache
def _unusual() -> re.Pattern[str]:
    """Return what finds a character that may have to be replaced, by itself or with its neighbours."""
    known = map(chr, characters() - {ord(SUBSTITUTE)})
    usual = (each for each in known if _set(each) == composed(each) == each and not unicodedata.combining(each))
    return re.compile(f"[^{re.escape(''.join(usual))}]")


@lru_cache(maxsize=10_000)
def fault(character: str) -> Fault | None:
    """Return why a character is not set; None where it is, or one that says the same is."""
    point, category = ord(character), unicodedata.category(character)
    if point in LIGATING or any(first <= point < last for first, last in PICTOGRAPHS):
        return None if point in characters() else Fault.EMOJI
    if category in {"Cc", "Cf"} and character not in ALLOWED:
        return None if character in SPACES else Fault.CONTROL
    if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return Fault.RIGHT_TO_LEFT
    return None if _alike(character) else Fault.GLYPH


@lru_cache(maxsize=10_000)
def _set(character: str) -> str:
    match fault(character):
        case None:
            return _alike(character) if character not in SPACES else " "
        case Fault.CONTROL:
            return ""
    joins = ord(character) in LIGATING or unicodedata.combining(character)
    return "" if joins else SUBSTITUTE


def _alike(character: str) -> str:
    """Return the character where the fonts have it, else others that mean the same; nothing where there are none."""
    if character in ALLOWED or ord(character) in characters():
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(ord(each) in characters() for each in plain) else ""
