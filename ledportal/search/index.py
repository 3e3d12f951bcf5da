"""What search keeps in the memory of each process, and how it follows the directory: it reads what changed since it looked last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from sys import intern
from threading import Lock
from typing import Any, Final

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Select, and_, select

from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.municipalities.models import District, Municipality
from ledportal.offices.changes import directory_version
from ledportal.offices.models import EXPECTED, Listing, Office
from ledportal.search import postings
from ledportal.search.facets import FREE_SITE, Facets, Row, build
from ledportal.search.models import SearchDocument, SearchWord
from ledportal.search.typos import Known, Vocabulary
from ledportal.search.words import LAST

KEY: Final = "ledportal.search"
LARGE: Final = 1_000
"""From so many offices on a set is a large one."""

MOST_BYTES: Final = 16_000_000
"""What the small sets that were asked for may take in the memory of a process, and what the large ones."""

READ: Final = 2_000
"""How many rows are held at once while the whole register is read."""

MOST_TOKENS: Final = 5_000
"""How many of each are kept, whether anything has them or not: each is looked at when an entry changes."""

MOST_FOLLOWED: Final = 500
"""Up to so many changed offices are followed one by one in what was read."""

MOST_RETOKENED: Final = 20
"""Up to so many are followed in what was asked for, too; where more changed, reading it again takes less."""


class _Latest:
    """Sets by their tokens; those asked for last stay."""

    def __init__(self) -> None:
        self.sets: OrderedDict[str, int] = OrderedDict()
        self._bytes = 0

    def get(self, token: str) -> int | None:
        if token in self.sets:
            self.sets.move_to_end(token)
        return self.sets.get(token)

    def put(self, token: str, found: int) -> None:
        if token not in self.sets:
            self.sets[token] = found
            self._bytes += _size(found)
        while self._bytes > MOST_BYTES or len(self.sets) > MOST_TOKENS:
            _oldest, gone = self.sets.popitem(last=False)
            self._bytes -= _size(gone)


class Tokens:
    """The sets of offices that have a token, as far as somebody asked for it; small ones drive out no large one, which takes long."""

    def __init__(self, kept: Iterable[tuple[str, int]] = ()) -> None:
        self._small, self._large, self._lock = _Latest(), _Latest(), Lock()
        for token, found in kept:
            self.put(token, found)

    def get(self, token: str) -> int | None:
        with self._lock:
            found = self._small.get(token)
            return self._large.get(token) if found is None else found

    def put(self, token: str, found: int) -> None:
        with self._lock:
            (self._large if found.bit_count() > LARGE else self._small).put(token, found)

    def items(self) -> list[tuple[str, int]]:
        with self._lock:
            return [*self._small.sets.items(), *self._large.sets.items()]


def _size(found: int) -> int:
    return found.__sizeof__() + 200


@dataclass(frozen=True)
class Index:
    """The register at one version of the directory."""

    version: int
    facets: Facets
    tokens: Tokens = field(default_factory=Tokens)

    def read(self, tokens: Iterable[str]) -> dict[str, int]:
        """Return the sets of positions that have the tokens; a star at a token's end stands for any letters."""
        found = {token: self.tokens.get(token) for token in tokens}
        for token, offices in postings.read([token for token, some in found.items() if some is None]):
            found[token] = self.facets.set_of(offices)
            self.tokens.put(token, found[token] or 0)
        return {token: some or 0 for token, some in found.items()}


@dataclass
class Kept:
    """What a process keeps for an application."""

    lock: Lock = field(default_factory=Lock)
    index: Index | None = None
    vocabulary: Vocabulary | None = None


def _kept() -> Kept:
    found: Kept = current_app.extensions.setdefault(KEY, Kept())
    return found


def forget(app: Flask) -> None:
    """Forget everything, where the database is another one now."""
    app.extensions.pop(KEY, None)


def current() -> Index:
    """Return the index at the version of the directory that the running transaction sees, or a newer one.

    What an older transaction reads is kept for nobody: a newer one it only gets with tokens of its own.
    """
    kept, version = _kept(), directory_version()
    index = kept.index
    if index is None or index.version < version:
        with kept.lock:
            index = kept.index
            if index is None or index.version < version:
                index = kept.index = _followed(kept, version) or _read(kept, version)
    return index if index.version == version else Index(index.version, index.facets)


def vocabulary() -> Vocabulary:
    """Return the words that a mistyped one may have meant; some may stand nowhere any more."""
    kept = _kept()
    if (found := kept.vocabulary) is None:
        with kept.lock:
            found = kept.vocabulary or Vocabulary(_known())
            if kept.index is not None and kept.index.version <= directory_version():
                kept.vocabulary = found
    return found


def as_written(some: Collection[str]) -> dict[str, str]:
    """Return folded words of the vocabulary as they are written."""
    return dict(list(db.session.execute(select(SearchWord.word, SearchWord.shown).where(SearchWord.word.in_(some)))))


def _known(*which: ColumnElement[bool]) -> Iterator[Known]:
    return (Known(*row) for row in db.session.execute(select(SearchWord.word, SearchWord.where).where(*which)))


def _read(kept: Kept, version: int) -> Index:
    """Read the whole register."""
    kept.vocabulary = None
    found = db.session.execute(_query().where(Municipality.active), execution_options={"yield_per": READ})
    return Index(version, build(_row(row) for row in found))


def _followed(kept: Kept, version: int) -> Index | None:
    """Return the index with what changed since its version; None where all is to be read anew."""
    if (index := kept.index) is None:
        return None
    found = db.session.execute(_query(SearchDocument.words).where(Office.changed_in > index.version).limit(MOST_FOLLOWED + 1)).all()
    rows = [(_row(row), bool(row.active)) for row in found]
    if len(found) > MOST_FOLLOWED or index.facets.has_changed_places(rows):
        return None
    facets = index.facets.replaced([row for row, is_active in rows if is_active])
    if kept.vocabulary is not None and found:
        kept.vocabulary.add(_known(SearchWord.stem.in_({token[1:] for row in found for token in row.words.split()})))
    tokens = Tokens(_retokened(index.tokens.items(), found, facets)) if len(found) <= MOST_RETOKENED else Tokens()
    return Index(version, facets, tokens)


def _retokened(kept: Iterable[tuple[str, int]], rows: Sequence[Any], facets: Facets) -> Iterator[tuple[str, int]]:
    """Yield the sets of tokens with the changed offices in those of the tokens that they have now."""
    others = ~facets.set_of([row.id for row in rows])
    having: dict[str, list[int]] = {}
    for row in rows:
        for token in row.words.split():
            having.setdefault(token, []).append(row.id)
    line = sorted(having)
    for token, found in kept:
        offices = {office for each in _meant(token, line) for office in having[each]}
        yield token, found & others | facets.set_of(offices)


def _meant(token: str, line: Sequence[str]) -> Sequence[str]:
    """Return those of sorted tokens that one stands for."""
    first, end = (token[:-1], LAST) if token.endswith("*") else (token, "")
    return line[bisect_left(line, first) : bisect_right(line, first + end)]


def _query(*more: Any) -> Select[Any]:
    place = (Municipality.active, Municipality.sort_key, Municipality.code, District.slug, District.region_code)
    entry: tuple[Any, ...] = (and_(*EXPECTED).label("is_expected"), SearchDocument.traits, Listing.confirmed_at, Listing.changed_at)
    query = select(Office.id, *place, *entry, *more).join(Office.municipality).join(Municipality.district)
    query = query.join(SearchDocument, SearchDocument.office_id == Office.id)
    return query.outerjoin(Listing, Listing.office_id == Office.id)


def _row(row: Any) -> Row:
    key, place = f"{row.sort_key} {row.code}", (intern(f"district:{row.slug}"), intern(f"region:{row.region_code}"))
    if row.changed_at is None or not row.is_expected:
        return Row(row.id, key, place)
    traits = [intern(each) for each in row.traits.split()]
    sites = [each for each in traits if each.startswith(FREE_SITE)]
    return Row(
        row.id,
        key,
        place,
        tuple(each for each in traits if not each.startswith(FREE_SITE)) if sites else tuple(traits),
        {kind: int(area) for kind, _, area in (each.removeprefix(f"{FREE_SITE}:").partition("=") for each in sites)},
        confirmed_on=belgrade_day(row.confirmed_at).toordinal() if row.confirmed_at else 0,
        confirmed_at=row.confirmed_at.timestamp() if row.confirmed_at else 0.0,
        changed_at=row.changed_at.timestamp(),
    )
