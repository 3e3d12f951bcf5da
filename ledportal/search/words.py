"""The words of a text as search compares them: folded, and cut to a stem that Serbian case endings leave alone. Pure.

A stem is what the forms of a word share, not a word: Kragujevac, Kragujevcu → kragujevc; Novi, Novom → nov. What stands in the index and
what is typed pass through the same function, so that a stem need not be right, only the same for all forms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ledportal.script import fold

ENDINGS: Final = (
    (("oga", "ega", "omu", "emu", "ima", "ama"), 4),
    (("om", "em", "im", "ih", "og", "eg", "oj"), 3),
    (("a", "e", "i", "o", "u"), 2),
)
"""The endings of cases, and how many letters stay before them."""

FLEETING: Final = re.compile(r"(?<=\w\w[^aeiou])a(?=(?:[ck]|nj|lj)$)")
"""An a that stands in the first case only: Šabac, Šapca; Čačak, Čačka; Ražanj, Ražnja; Žabalj, Žablja."""

BEFORE_I: Final = {"c": "k", "z": "g", "s": "h"}
"""What stands before an i in place of another consonant: obuci, obuka; Požezi, Požega; orasi, orah."""

STOP: Final = frozenset(
    "a ali and at da do for from i ili in iz je k ka kod koja koje koji kroz li na ne o od of on or over po pod pored"  # noqa: SIM905
    " pre pri s sa se su the to u uz van with za".split()
)
"""Words that say nothing by themselves."""

LONGEST: Final = 60
"""Letters of a word that are compared."""

LAST: Final = "\x7f"
"""What comes after all letters of words."""

_PARTS: Final = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the folded words of a text, each of ASCII letters and digits only and not too long, so that every database takes them."""
    return [_ascii(each)[:LONGEST] for each in _PARTS.findall(fold(text).lower())]


def _ascii(word: str) -> str:
    return word if word.isascii() else "".join(each if each.isascii() else f"x{ord(each):x}" for each in word)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; of what has a digit in it, the word."""
    if not word.isalpha():
        return word
    return _without_fleeting_a(_without_ending(word))


def _without_ending(word: str) -> str:
    """Take an ending off, and then what looks like one and is none: it goes where the word has no ending, too (razvoj, razvoja)."""
    for endings, least in ENDINGS:
        if (shorter := _cut(word, endings, least)) != word:
            return _cut(shorter, ENDINGS[1][0], 4)
    return word


def _cut(word: str, endings: tuple[str, ...], least: int) -> str:
    return next((word.removesuffix(each) for each in endings if word.endswith(each) and len(word) - len(each) >= least), word)


def _without_fleeting_a(word: str) -> str:
    shortened = FLEETING.sub("", word)
    return f"{shortened[:-2]}pc" if shortened.endswith("bc") and shortened != word else shortened


@lru_cache(maxsize=50_000)
def alternatives(word: str) -> tuple[str, ...]:
    """Return the stems that a folded word may have: its own first, then with the consonant that an i changes (Palanci, Palanka).

    Both what stands in the index and what is typed have all of them, and only the forms with an i have two: odžaka and Odžaci meet,
    obuka and obuci do, but obuka and obuća do not.
    """
    own = stem(word)
    changed = BEFORE_I.get(own[-1]) if word.endswith(("i", "ima")) and own != word and len(own) > 2 else None
    return (own,) if changed is None else (own, own[:-1] + changed)
