"""Writing what an office is found by, in the transaction that changes its entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from ledportal.extensions import db
from ledportal.municipalities.models import Municipality
from ledportal.offices.content import Content
from ledportal.offices.models import Office
from ledportal.search.documents import FORMAT, LEARNED, Document, Place, Word, document
from ledportal.search.models import SearchDocument, SearchWord
from ledportal.search.postings import is_anywhere
from ledportal.search.words import stem

LOCK = 20261126
"""The number of the lock under which words are written."""

ASKED = 500
"""How many words the database is asked for at once."""

LAST = "z"
"""A place after all those where words stand."""

UNWRITTEN: ColumnElement[bool] = ~exists().where(SearchDocument.office_id == Office.id, SearchDocument.format == FORMAT)
"""What tells an office that has no document, or one of an older format."""


def place_of(municipality: Municipality) -> Place:
    return Place(municipality.code, municipality.name_latin, municipality.kind, tuple(municipality.other_codes))


def write(office: Office, content: Content | None) -> None:
    """Write what an office is found by; ``content`` is what of its profile is public, None where nothing is published."""
    made = document(place_of(office.municipality), content)
    found = db.session.get(SearchDocument, office.id)
    before = "" if found is None else found.words
    row = found or SearchDocument(office_id=office.id)
    row.words, row.traits, row.format = made.words, made.traits, FORMAT
    db.session.add(row)
    if made.words != before:
        db.session.flush()
        learn(made.learned)
        _forget(set(before.split()) - set(made.words.split()))


def values(office_id: int, made: Document) -> dict[str, Any]:
    """Return the values of a document's row, for filling in bulk."""
    return {"office_id": office_id, "words": made.words, "traits": made.traits, "format": FORMAT}


def learn(some: Iterable[Word]) -> None:
    """Add words to those that may be meant; one that is known already stays as it is, but where it stands in a better place now."""
    best: dict[str, Word] = {}
    for each in some:
        if each.word not in best or each.where < best[each.word].where:
            best[each.word] = each
    for start in range(0, len(best), ASKED):
        part = dict(islice(best.items(), start, start + ASKED))
        known = dict(list(db.session.execute(select(SearchWord.word, SearchWord.where).where(SearchWord.word.in_(part)))))
        _put([each for word, each in part.items() if each.where < known.get(word, LAST)])


def _put(some: Sequence[Word]) -> None:
    if not some:
        return
    _hold()
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(SearchWord)
    better = insert.on_conflict_do_update(
        index_elements=["word"],
        set_={"where": insert.excluded.where, "shown": insert.excluded.shown},
        where=SearchWord.where > insert.excluded.where,
    )
    rows = [{"word": each.word, "stem": stem(each.word), "where": each.where, "shown": each.shown[:300]} for each in some]
    db.session.execute(better, rows)


def _hold() -> None:
    """Let one transaction at a time write words, so that no two wait for each other; SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _forget(tokens: Collection[str]) -> None:
    """Take away the words that stood in a document and stand nowhere any more: a former head's name is not offered to anybody."""
    gone = sorted({token[1:] for token in tokens if token[0] in LEARNED})
    gone = [each for each in gone if not is_anywhere([f"{where}{each}" for where in sorted(LEARNED)])]
    if gone:
        _hold()
        db.session.execute(delete(SearchWord).where(SearchWord.stem.in_(gone) | SearchWord.word.in_(gone)))
