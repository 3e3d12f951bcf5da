"""Where in an entry a word stands that its row in the directory does not show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from flask_babel import gettext

from ledportal.languages import in_script
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Section, Values
from ledportal.offices.kinds import Choice, Choices, LongText, Text
from ledportal.offices.profile import BY_KEY
from ledportal.search.marking import Piece, marked

ORDER = ("sites", "contact", "documents", "projects", "environment", "services", "office")
"""The sections in the order in which they are looked through."""
BEFORE, AFTER = 60, 100
"""Characters that are shown before and after the first match."""


def piece_of(content: Content, wanted: Collection[str]) -> tuple[str, list[Piece]] | None:
    """Return the title of the first section in which something stands that is wanted, and a piece of its text."""
    for section, text in _texts(content):
        pieces = marked(text, wanted)
        if any(piece.is_match for piece in pieces):
            return gettext(section.title), _around_match(pieces)
    return None


def _texts(content: Content) -> Iterator[tuple[Section, str]]:
    for section in (BY_KEY[key] for key in ORDER):
        values = content.get(section.key, {})
        yield from ((section, text) for text in _of_fields(section.fields, values))
        for group in section.groups:
            for item in values.get(group.key) or []:
                if line := ", ".join(_of_fields(group.fields, item)):
                    yield section, line


def _of_fields(fields: Iterable[Field], values: Values) -> Iterator[str]:
    for spec in fields:
        value = values.get(spec.key)
        if not value or spec.internal:
            continue
        match spec.kind:
            case Choices(options=options):
                yield from (gettext(options[code]) for code in value if code in options)
            case Choice(options=options):
                yield gettext(options.get(value, value))
            case Text() if type(spec.kind) in (Text, LongText):
                yield value if spec.language else in_script(value)


def _around_match(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the first match with some of the text around it."""
    place = next(number for number, piece in enumerate(pieces) if piece.is_match)
    before, after = "".join(piece.text for piece in pieces[:place]), list(pieces[place:])
    return [*_shortened(before), *_cut(after)]


def _shortened(before: str) -> list[Piece]:
    if len(before) <= BEFORE:
        return [Piece(before, is_match=False)] if before else []
    return [Piece("… " + before[-BEFORE:].partition(" ")[2], is_match=False)]


def _cut(pieces: Iterable[Piece]) -> Iterator[Piece]:
    left = AFTER
    for piece in pieces:
        if len(piece.text) > left and not piece.is_match:
            yield Piece(piece.text[:left].rpartition(" ")[0] + " …", is_match=False)
            return
        yield piece
        left = max(left - len(piece.text), 0)
