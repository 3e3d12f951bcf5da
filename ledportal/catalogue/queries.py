"""Reading editions and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from ledportal.catalogue.models import Edition, EditionEntry, EditionFile, EditionLogo
from ledportal.extensions import db


def find(edition_id: int) -> Edition | None:
    return db.session.get(Edition, edition_id)


def by_slug(slug: str) -> Edition | None:
    return db.session.scalar(select(Edition).where(Edition.slug == slug[:300]))


def find_draft(edition_id: int) -> Edition | None:
    """Return an edition that may still be changed."""
    edition = find(edition_id)
    return edition if edition is not None and edition.published_at is None else None


def find_published(slug: str) -> Edition | None:
    edition = by_slug(slug)
    return edition if edition is not None and edition.published_at is not None else None


def find_logo(edition: Edition, logo_id: int) -> EditionLogo | None:
    return db.session.scalar(select(EditionLogo).where(EditionLogo.id == logo_id, EditionLogo.edition_id == edition.id))


def editions() -> Sequence[Edition]:
    """Return all editions, the latest first."""
    return db.session.scalars(select(Edition).order_by(Edition.year.desc(), Edition.locale, Edition.number.desc())).all()


def published() -> Sequence[Edition]:
    """Return the published editions, the latest first."""
    query = select(Edition).where(Edition.published_at.is_not(None))
    return db.session.scalars(query.order_by(Edition.year.desc(), Edition.locale.desc(), Edition.number.desc())).all()


def editions_of(year: int, locale: str) -> Sequence[Edition]:
    """Return the edition of a year in one version, and its reprints, in their order."""
    return db.session.scalars(select(Edition).where(Edition.year == year, Edition.locale == locale).order_by(Edition.number)).all()


def before(edition: Edition) -> Edition | None:
    """Return the published edition of the year before that has one, in the same version if there is one; of a reprint what it corrects."""
    if edition.corrects is not None:
        return edition.corrects
    query = select(Edition).where(Edition.published_at.is_not(None), Edition.year < edition.year)
    return db.session.scalar(query.order_by(Edition.year.desc(), Edition.locale != edition.locale, Edition.number.desc()).limit(1))


def counts(edition: Edition) -> Counter[str]:
    """Return how many municipalities appear in which way."""
    return Counter(db.session.scalars(select(EditionEntry.kind).where(EditionEntry.edition_id == edition.id)))


def file_of(edition: Edition, kind: str) -> EditionFile | None:
    return db.session.scalar(select(EditionFile).where(EditionFile.edition_id == edition.id, EditionFile.kind == kind))


def latest_reprint(edition: Edition) -> Edition | None:
    """Return the published reprint that replaces a published edition, if there is one."""
    same = (Edition.year == edition.year, Edition.locale == edition.locale, Edition.number > edition.number)
    query = select(Edition).where(*same, Edition.published_at.is_not(None))
    return db.session.scalar(query.order_by(Edition.number.desc()).limit(1))
