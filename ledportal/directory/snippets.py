"""Where in an entry a word stands that its row in the directory does not show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_translations, gettext

from ledportal.languages import in_script
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field, Values
from ledportal.offices.kinds import Choice, Choices, LongText, Text
from ledportal.offices.profile import BY_KEY
from ledportal.search.marking import Piece, marked, may_have

ORDER = ("sites", "contact", "documents", "projects", "environment", "services", "office")
"""The sections in the order in which they are looked through."""
BEFORE, AFTER = 60, 100
"""Characters that are shown before and after the first match."""


@dataclass(frozen=True)
class _Searched:
    """A field that is looked through: ``options`` where it holds codes; ``is_prose`` where it is shown in the reader's script."""

    key: str
    options: Mapping[str, str] | None
    is_prose: bool


def _searched(fields: Iterable[Field]) -> Iterator[_Searched]:
    for spec in fields:
        if not spec.internal:
            match spec.kind:
                case Choices(options=options) | Choice(options=options):
                    yield _Searched(spec.key, options, is_prose=False)
                case Text() if type(spec.kind) in (Text, LongText):
                    yield _Searched(spec.key, None, is_prose=not spec.language)


_FIELDS = {
    section.key: (tuple(_searched(section.fields)), {group.key: tuple(_searched(group.fields)) for group in section.groups})
    for section in (BY_KEY[key] for key in ORDER)
}
_Part = tuple[str, bool]


def piece_of(content: Content, wanted: Collection[str]) -> tuple[str, list[Piece]] | None:
    """Return the title of the first section in which something stands that is wanted, and a piece of its text."""
    for key, parts in _lines(content, get_translations().ugettext):
        if any(may_have(text, wanted) for text, _is_prose in parts):
            pieces = marked(", ".join(in_script(text) if is_prose else text for text, is_prose in parts), wanted)
            if any(piece.is_match for piece in pieces):
                return gettext(BY_KEY[key].title), _around_match(pieces)
    return None


def _lines(content: Content, worded: Callable[[str], str]) -> Iterator[tuple[str, list[_Part]]]:
    """Yield the values of each section one by one, and those of each item of its groups together."""
    for key, (fields, groups) in _FIELDS.items():
        values = content.get(key, {})
        yield from ((key, [part]) for part in _parts(fields, values, worded))
        for group, own in groups.items():
            yield from ((key, list(_parts(own, item, worded))) for item in values.get(group) or ())


def _parts(fields: Iterable[_Searched], values: Values, worded: Callable[[str], str]) -> Iterator[_Part]:
    for field in fields:
        if not (value := values.get(field.key)):
            continue
        if field.options is None:
            yield value, field.is_prose
        else:
            codes = value if isinstance(value, list) else [value]
            yield from ((worded(field.options.get(code, code)), False) for code in codes)


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
