"""What reads anybody's text takes time in proportion to its length, from 5 kB to 50 kB, however the text was made."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ledportal import script
from ledportal.accounts import browsers, passwords, resuming
from ledportal.accounts.destinations import safe_path
from ledportal.accounts.forms import is_email, tidy_email, tidy_line
from ledportal.administration import municipality_fields
from ledportal.forms import shorten, tidy
from ledportal.offices import kinds
from ledportal.offices.profile import SECTIONS
from ledportal.text import INVISIBLE

SHORT, LONG = 5_000, 50_000
SLACK = 5
"""How much more than ten times as long the tenfold text may take; what grows with the square takes a hundred times as long."""
TOO_SHORT_TO_MEASURE = 0.005
PIECES = (
    "@", "a@", ".", "a.", "a@a.", "-", "a-", "1", "12 ", "1.", "1,", "+381", " ", "\t", "\n", "\r\n", "c\u030c", "\u0301", "\u200b",
    "ž", "Љ", "nj", "https://", "www.", "://", "%41", "[", "(", "<a", "xn--", "I", "V ", "&a", "{", "\\", "/", "\x00", "\U0001f600", "ﷺ",
    "ǅ", "a" * 63 + ".",
)  # fmt: skip


def all_kinds() -> Iterator[kinds.Kind]:
    """Yield each kind of field that the profile is declared with."""
    fields = [each for section in SECTIONS for each in section.fields]
    fields += [each for section in SECTIONS for group in section.groups for each in group.fields]
    yield from {repr(each.kind): each.kind for each in fields}.values()


def _typed(text: str) -> None:
    """Let each kind read a text."""
    for kind in KINDS:
        with contextlib.suppress(kinds.Invalid):
            kind.parse(text)


def _municipality(text: str) -> None:
    for name in municipality_fields.FIELDS:
        with contextlib.suppress(kinds.Invalid):
            municipality_fields.parse(name, text)


def _kept(text: str) -> Any:
    return resuming.read({"kept_path": "/" + text, "kept_fields": text})


KINDS = tuple(all_kinds())
READERS: dict[str, Callable[[str], Any]] = {
    "the fields of the profile": _typed,
    "the fields of a municipality": _municipality,
    "an address that is typed": lambda text: (tidy_email(text), is_email(text)),
    "a name": tidy_line,
    "a password": lambda text: passwords.problem(text, [text]),
    "a text": lambda text: (tidy(text), shorten(text), INVISIBLE.sub("", text)),
    "where to go next": safe_path,
    "a form that waits": _kept,
    "a browser's name": browsers.describe,
    "to Cyrillic": script.to_cyrillic,
    "to Latin": script.to_latin,
    "for search": lambda text: (script.fold(text), script.search_text(text)),
    "for order": lambda text: (script.sort_key(text), script.slug(text)),
}


TURNS = 3


def seconds(read: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


def is_in_proportion(read: Callable[[str], Any], piece: str) -> bool:
    short, long = (piece * (length // len(piece)) for length in (SHORT, LONG))
    shortest = min(seconds(read, short) for _ in range(TURNS))
    allowed = SLACK * LONG / SHORT * max(shortest, TOO_SHORT_TO_MEASURE / SLACK)
    return any(seconds(read, long) <= allowed for _ in range(TURNS))


@pytest.mark.parametrize("name", READERS)
def test_time_grows_no_faster_than_the_length(name):
    wrong = [piece for piece in PIECES if not is_in_proportion(READERS[name], piece)]
    assert not [piece for piece in wrong if not is_in_proportion(READERS[name], piece)]


def test_a_reader_whose_time_grows_with_the_square_is_found():
    def slow(text: str) -> int:
        return sum(text.count("ab") for _ in range(len(text) // 10))

    assert not is_in_proportion(slow, "a")
