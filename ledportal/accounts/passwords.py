"""Passwords: Argon2id hashes, and which passwords are refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ledportal.paths import DATA
from ledportal.script import fold
from ledportal.text import N_

SHORTEST = 12
LONGEST = 200
OWN_CHARACTERS = 5
"""How many letters and digits a password needs beyond common words, runs of keys and the person's own data."""

TOO_SHORT = N_("Use at least %(limit)s characters")
TOO_LONG = N_("Use at most %(limit)s characters")
TOO_COMMON = N_("This password is easy to guess. Use several words that only you would put together")

_hasher = PasswordHasher()
_LOOKALIKES = str.maketrans("013457@$", "oieastas")


def hash_password(password: str) -> str:
    """Return the hash that is stored."""
    return _hasher.hash(_normal(password))


def is_right(password: str, stored: str | None) -> bool:
    """Compare a password with a stored hash; without one (no such account, no password yet) it takes as long and is wrong."""
    reference = _nobodys_hash()
    try:
        return _hasher.verify(stored or reference, _normal(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Say whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def problem(password: str, own: Iterable[str] = ()) -> str | None:
    """Return the message id of what is wrong with a new password, or None.

    Args:
        own: the person's name and address, which are no secret.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    return TOO_COMMON if _is_common(password, own) else None


def _is_common(password: str, own: Iterable[str]) -> bool:
    spellings = (_normal(password), _normal(password).translate(_LOOKALIKES))
    own_words = {word for text in own for word in re.split(r"[\W_]+", fold(text)) if len(word) > 2}
    return any(_own_characters(fold(text), own_words) < OWN_CHARACTERS for text in spellings)


def _own_characters(text: str, own_words: set[str]) -> int:
    """Count the different letters and digits that stay when at most two common words, and all own ones, are taken away."""
    for word in own_words:
        text = text.replace(word, " ")
    found = set(_common_words().findall(text))
    if len(found) < 3:
        text = _common_words().sub(" ", text)
    return len({character for character in text if character.isalnum()})


@cache
def _common_words() -> re.Pattern[str]:
    words = (DATA / "common_passwords.txt").read_text().split()
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


def _normal(password: str) -> str:
    """Return the same characters whatever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])
