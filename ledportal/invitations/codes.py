"""What an invitation code looks like, and how one that somebody typed is read. Pure.

A code is twelve of 23 letters and digits that nobody takes for each other. The last one checks the others: since 23 is prime and each
place has a weight of its own, one wrong character, or two that changed places, always show.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "23456789ACDEFGJKMNRTUVX"
LENGTH = 12
GROUP = 4
LONGEST_TYPED = 60

MEANT = str.maketrans("АВГДЕЗЈКМНРСТУФХЦЏЅSZB", "AVGDE3JKMNRCTUFXCX5528")
"""What stands for a character of a code: the Cyrillic letter that looks like it or on its key, and a Latin one instead of a digit."""


def new_code() -> str:
    """Return a code that nobody can guess: 23 to the power of 11, or 50 bits."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + ALPHABET[-_weighed(drawn) % len(ALPHABET)]


def read(typed: str) -> str:
    """Return what was meant: Latin capitals and digits, without what stands between them."""
    meant = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper().translate(MEANT)
    return "".join(each for each in meant if each.isalnum())


def is_whole(code: str) -> bool:
    """Say whether a code, as it was read, is long enough and of the right characters."""
    return len(code) == LENGTH and all(each in ALPHABET for each in code)


def is_right(code: str) -> bool:
    """Say whether a whole code has no slip."""
    return (_weighed(code[:-1]) + ALPHABET.index(code[-1])) % len(ALPHABET) == 0


def in_groups(code: str) -> str:
    """Return a code as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _weighed(text: str) -> int:
    return sum(weight * ALPHABET.index(each) for weight, each in enumerate(text, start=2))
