"""What staff do with an edition: one verb, one function. Each names the version that the person saw, and writes its audit row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from ledportal.audit import record
from ledportal.catalogue import freezing, queries
from ledportal.catalogue.models import Edition, EditionEntry, EditionFile, EditionLogo
from ledportal.days import belgrade_day
from ledportal.extensions import db
from ledportal.offices import changes
from ledportal.offices.models import Office
from ledportal.versions import swap

SUFFIXES = {"sr_Latn": "", "sr_Cyrl": "-cir", "en": "-en"}


class Stale(Exception):
    """The edition is no longer what the person saw, or it is published and nothing of it changes any more."""


class AlreadyThere(Exception):
    """There is an edition of this year in this language and script; what is wrong in it is corrected in a reprint."""


class NotMade(Exception):
    """The files are not there, or of an earlier state of the edition."""


@dataclass(frozen=True)
class Plan:
    """How an edition is set, and what stands in it beside the entries."""

    year: int
    title: str
    subtitle: str
    foreword: str
    foreword_by: str
    isbn: str
    cip: str
    imprint: str
    licence: str
    sections: list[str]
    order: str
    locale: str
    paper: str
    leaf: int
    cover_leaf: int


@dataclass(frozen=True)
class Made:
    """A file that was made of an edition, and stored."""

    kind: str
    sha256: str
    media_type: str
    size: int
    pages: int


def make(plan: Plan, *, by: Any, at: datetime) -> Edition:
    """Make an edition of the register as it is now.

    Raises:
        AlreadyThere
    """
    if queries.editions_of(plan.year, plan.locale):
        raise AlreadyThere
    base_url = current_app.config["BASE_URL"]
    edition = _add(Edition(**asdict(plan), number=1, base_url=base_url, frozen_at=at, created_at=at, created_by_id=_id(by)))
    _replace(edition, list(freezing.entries(today=belgrade_day(at))))
    record("edition.made", edition, by=by, at=at, municipalities=len(edition.entries))
    return edition


def correct(published: Edition, *, by: Any, at: datetime) -> Edition:
    """Make a corrected reprint of a published edition: a draft under the next number, with all that stands in the latest one.

    Raises:
        AlreadyThere: one is on its way.
    """
    latest = queries.editions_of(published.year, published.locale)[-1]
    if latest.published_at is None:
        raise AlreadyThere
    kept = {name: getattr(latest, name) for name in Plan.__dataclass_fields__}
    known = {"number": latest.number + 1, "corrects_id": latest.id, "base_url": latest.base_url, "frozen_at": latest.frozen_at}
    edition = _add(Edition(**kept, **known, created_at=at, created_by_id=_id(by)))
    rows: list[EditionEntry | EditionLogo] = [*latest.entries, *latest.logos]
    db.session.add_all(_copy(each, edition) for each in rows)
    record("edition.corrected", edition, by=by, at=at, corrects=latest.slug)
    return edition


def _copy(row: EditionEntry | EditionLogo, edition: Edition) -> EditionEntry | EditionLogo:
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in {"id", "edition_id"}}
    return type(row)(edition=edition, **values)


def _add(edition: Edition) -> Edition:
    """Write a new edition under its address.

    Raises:
        AlreadyThere: somebody made one at the same time.
    """
    edition.slug = slug(edition.year, edition.locale, edition.number)
    try:
        with db.session.begin_nested():
            db.session.add(edition)
    except IntegrityError:
        raise AlreadyThere from None
    return edition


def slug(year: int, locale: str, number: int) -> str:
    """Return the address of an edition: 2026, 2026-cir, 2026-en, and for a reprint 2026-2."""
    return f"{year}{SUFFIXES[locale]}" + (f"-{number}" if number > 1 else "")


def change(edition: Edition, plan: Plan, correction: str, *, version: int, by: Any, at: datetime) -> None:
    """Change how a draft is set; a reprint keeps its year and its version.

    Raises:
        Stale
        AlreadyThere: the new year and version have their edition.
    """
    values = asdict(plan) | {"correction": correction}
    if edition.corrects_id is not None:
        values |= {"year": edition.year, "locale": edition.locale}
    elif any(each.id != edition.id for each in queries.editions_of(plan.year, plan.locale)):
        raise AlreadyThere
    changed = [name for name, value in values.items() if getattr(edition, name) != value]
    try:
        _change(edition, version, **values, slug=slug(values["year"], values["locale"], edition.number))
    except IntegrityError:  # somebody took the year at the same time
        raise AlreadyThere from None
    if changed:
        record("edition.changed", edition, by=by, at=at, fields=changed)


def take_again(edition: Edition, offices: Sequence[Office], *, version: int, by: Any, at: datetime) -> None:
    """Take what is public now of the offices into a draft; where that is all that changed, the draft is as of now.

    Raises:
        Stale
    """
    chosen = {each.id for each in offices}
    newer = freezing.newer(edition, today=belgrade_day(at))
    is_all = chosen.issuperset(each.office_id for each in newer)
    _change(edition, version, **({"frozen_at": at} if is_all else {}))
    taken = [each for each in newer if each.office_id in chosen]
    _replace(edition, taken)
    record("edition.taken_again", edition, by=by, at=at, municipalities=len(taken))


def _replace(edition: Edition, entries: Sequence[EditionEntry]) -> None:
    """Put entries into an edition, in place of those of the same municipalities."""
    former = (EditionEntry.edition_id == edition.id, EditionEntry.office_id.in_([each.office_id for each in entries]))
    db.session.execute(delete(EditionEntry).where(*former))
    for entry in entries:
        entry.edition_id = edition.id
    db.session.add_all(entries)
    db.session.flush()
    db.session.expire(edition, ["entries"])


def store(
    edition: Edition, files: Iterable[Made], problems: list[Any], *, version: int, made_with: Mapping[str, Any], at: datetime
) -> None:
    """Write down the files that were made of a version of a draft, in place of the former ones.

    Raises:
        Stale: it was changed while they were made, so that they are of no use.
    """
    locked = select(Edition.version).where(Edition.id == edition.id, Edition.published_at.is_(None)).with_for_update()
    if db.session.scalar(locked) != version:
        raise Stale
    db.session.execute(delete(EditionFile).where(EditionFile.edition_id == edition.id))
    db.session.add_all(EditionFile(edition_id=edition.id, made_at=at, made_with=dict(made_with), **asdict(each)) for each in files)
    edition.made_of, edition.problems = version, problems
    db.session.flush()
    db.session.expire(edition, ["files"])


def publish(edition: Edition, *, version: int, by: Any, at: datetime) -> None:
    """Publish an edition with the files that were looked at; nothing of it changes any more.

    Raises:
        Stale
        NotMade
    """
    if not edition.is_made and edition.version == version:
        raise NotMade
    _change(edition, version, Edition.made_of == version, published_at=at, published_by_id=_id(by), made_of=version + 1)
    changes.pages_changed(at=at)
    record("edition.published", edition, by=by, at=at, files=[each.sha256 for each in edition.files])


def discard(edition: Edition, *, version: int, by: Any, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        Stale
    """
    _change(edition, version)
    for model in (EditionEntry, EditionFile, EditionLogo):
        db.session.execute(delete(model).where(model.edition_id == edition.id))
    record("edition.discarded", edition, by=by, at=at)
    db.session.execute(delete(Edition).where(Edition.id == edition.id))


def add_logo(edition: Edition, logo: EditionLogo, *, version: int, by: Any, at: datetime) -> None:
    """Put a logo beside the title page of a draft.

    Raises:
        Stale
    """
    _change(edition, version)
    logo.edition_id = edition.id
    db.session.add(logo)
    record("edition.logo_added", edition, by=by, at=at, logo=logo.name)


def remove_logo(logo: EditionLogo, *, version: int, by: Any, at: datetime) -> None:
    """Take a logo out of a draft.

    Raises:
        Stale
    """
    edition = logo.edition
    _change(edition, version)
    db.session.delete(logo)
    record("edition.logo_removed", edition, by=by, at=at, logo=logo.name)


def _change(edition: Edition, version: int, *conditions: Any, **values: Any) -> None:
    if not swap(edition, Edition.published_at.is_(None), *conditions, version=version, **values):
        raise Stale


def _id(user: Any) -> int | None:
    return user.id if user is not None else None
