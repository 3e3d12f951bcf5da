"""What may be wrong with a catalogue. Pure: each check takes a message, or a source text and its translation, and yields complaints."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from ledportal.script import CYRILLIC, LATIN
from tools.translations.catalogue import key, messages

FORMS = 3
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]")
TAG = re.compile(r"</?\w[^<>]*>|&#?\w+;")
FOREIGN_LETTER = re.compile(r"[^\W\d_]*[^\W\d_abcčćdđefghijklmnoprsštuvzžABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ][^\W\d_]*")
BARE = re.compile(
    r"\b(?:sacuva|posalj|opstin|greska|gresk|jos\b|vec\b|vise\b|moze\b|mozete|sta\b|nacin|sledec|zelite|duzin|tezin|kljuc|slucaj|"
    r"resenj|resit|izvestaj|obavesten|tacn|vazi\b|vazec|isteci|clan|sifr|vlasnist|zemljist|pocet|medju|takodj|izmedju|gradj|dogadj|rodj)",
    re.IGNORECASE,
)
"""Beginnings of words that have lost their diacritics."""
ELSEWHERE = re.compile(
    r"\b(?:točn|uopće|opć|općin|suradn|obavijest|izvješ|uvjet|tko\b|netko|tjed|vrijed|vrijem|promijen|provjer|primjer|mjest|prije\b|poslije|"
    r"cijel|riječ|dijel|sukladn|zapork|tijek|razin|glede)",
    re.IGNORECASE,
)
"""Beginnings of words that are not Serbian ekavica."""


def complaints(source: Catalog, translated: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue, each as one line that names its message."""
    wanted = {key(message) for message in messages(source)}
    present = {key(message): message for message in messages(translated)}
    yield from (f"not in the catalogue, run update: {each[1]!r}" for each in sorted(wanted - present.keys(), key=str))
    yield from (f"no longer in the code, run update: {each[1]!r}" for each in sorted(present.keys() - wanted, key=str))
    yield from (f"obsolete, run update: {message.id!r}" for message in translated.obsolete.values())
    for message in present.values():
        yield from (f"{what}: {key(message)[1]!r}" for what in wrong_with(message))


def wrong_with(message: Message) -> Iterator[str]:
    """Yield what is wrong with one message."""
    sources, forms = _texts(message.id), _texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not any(forms):
        yield "not translated"
    elif message.pluralizable and (len(forms) != FORMS or not all(forms)):
        yield f"not all of the {FORMS} plural forms"
    else:
        yield from dict.fromkeys(what for form in forms for what in differences(sources[-1], form))


def _texts(value: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [value or ""] if value is None or isinstance(value, str) else list(value)


def differences(source: str, translation: str) -> Iterator[str]:
    """Yield how a translation breaks with its source, or with the rules of Serbian writing."""
    for what, pattern in (("placeholders differ", PLACEHOLDER), ("tags differ", TAG)):
        if Counter(pattern.findall(source)) != Counter(pattern.findall(translation)):
            yield what
    if _edges(source) != _edges(translation):
        yield "space, full stop, colon, question mark or dots at the start or end differ"
    if "%(date)s." in translation:
        yield "a full stop after a date, which ends in one"
    plain = LATIN.sub(" ", translation)
    yield from spelling(plain)
    if re.search(r"[\"'“”‘’](?=\w)", plain) or re.search(r"[\"'”‘’]", plain) or plain.count("„") != plain.count("“"):
        yield "quotation marks are not „…“"


def spelling(plain: str) -> Iterator[str]:
    """Yield what a reader of Serbian would stumble over in a text without tags, placeholders and foreign names."""
    if unicodedata.normalize("NFC", plain) != plain:
        yield "letters with loose marks"
    if any(letter.lower() in CYRILLIC for letter in plain):
        yield "Cyrillic letters"
    elif foreign := FOREIGN_LETTER.search(plain):
        yield f"no Serbian word, and not kept in Cyrillic ({foreign.group()})"
    for what, pattern in (("without its diacritics", BARE), ("not ekavica", ELSEWHERE)):
        if found := pattern.search(plain):
            yield f"{what} ({found.group()})"


def _edges(text: str) -> tuple[str, str, str]:
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    last = re.search(r"[.:?…]+$", text.rstrip().rstrip("“”\"'„)"))
    return start, end, last.group() if last else ""
