"""Taking the register as it is now: what an edition holds of each municipality, as plain values that nothing later changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from ledportal.attachments.models import Attachment
from ledportal.catalogue.book.frozen import District, Entry, EntryKind, Place, Region, Stored
from ledportal.catalogue.models import Edition, EditionEntry
from ledportal.extensions import db
from ledportal.languages import LANGUAGES
from ledportal.municipalities import models as places
from ledportal.municipalities.models import Municipality
from ledportal.offices import standing
from ledportal.offices.content import Content, attachment_ids
from ledportal.offices.models import Listing, Office, OfficeStatus, Provenance, is_gone
from ledportal.offices.periods import Periods
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import Standing

AT_A_TIME = 1000
"""Pictures that are asked for by name in one query."""


def entries(*, today: date) -> Iterator[EditionEntry]:
    """Yield what an edition that is made on a day holds of each municipality of the register, by name."""
    periods = current_periods()
    found = db.session.execute(_query()).all()
    pictures = _pictures([listing.content for _, listing in found if listing is not None])
    for office, listing in found:
        kind = _kind(office, listing, periods, today)
        yield EditionEntry(
            office_id=office.id,
            revision_id=office.published_revision_id if kind in {EntryKind.FULL, EntryKind.PHONE} else None,
            kind=kind,
            frozen=_frozen(office, listing, kind, pictures).to_json(),
        )


def newer(edition: Edition, *, today: date) -> list[EditionEntry]:
    """Return what an edition would hold otherwise if it were taken again now, by name; none of it is part of the session."""
    kept = {each.office_id: each.frozen for each in edition.entries}
    return [each for each in entries(today=today) if each.frozen != kept.get(each.office_id)]


def _query() -> Any:
    query = select(Office, Listing).join(Office.municipality).outerjoin(Listing, Listing.office_id == Office.id)
    place = contains_eager(Office.municipality).joinedload(Municipality.district).joinedload(places.District.region)
    loaded = query.options(place, joinedload(Office.published_revision))
    return loaded.where(Municipality.active).order_by(Municipality.sort_key, Office.id)


def _kind(office: Office, listing: Listing | None, periods: Periods, today: date) -> EntryKind:
    """Return how an office appears: what is outdated is left out, and a profile taken down on the phone is listed as such."""
    if is_gone(office.status):
        return EntryKind.NONE
    if listing is None or office.published_revision is None:
        return EntryKind.SETTING_UP if office.status == OfficeStatus.BEING_SET_UP else EntryKind.SILENT
    if standing.standing_by_due(listing.due_on, listing.confirmed_at is not None, periods, today=today) is Standing.OUTDATED:
        return EntryKind.OUTDATED
    return EntryKind.PHONE if office.published_revision.provenance == Provenance.PHONE else EntryKind.FULL


def _frozen(office: Office, listing: Listing | None, kind: EntryKind, pictures: Mapping[str, Stored]) -> Entry:
    place, district = office.municipality, office.municipality.district
    shown = listing if kind in {EntryKind.FULL, EntryKind.PHONE} else None
    content = shown.content if shown is not None else {}
    return Entry(
        slug=office.slug,
        kind=kind,
        status=office.status,
        place=Place(**_named(place), kind=place.kind, population=place.population_2022, tile=_tile(place)),
        district=District(**_named(district), slug=district.slug),
        region=Region(**_named(district.region)),
        provenance=office.published_revision.provenance if shown is not None and office.published_revision is not None else None,
        confirmed_on=standing.confirmed_on(standing.from_values(shown.sections)) if shown is not None else None,
        content=content,
        pictures={each: pictures[each] for each in sorted(attachment_ids(content)) if each in pictures},
    )


def _named(place: places.Region | places.District | Municipality) -> dict[str, Any]:
    return {"code": place.code, "names": {locale: place.name(locale) for locale in LANGUAGES}, "sort_key": place.sort_key}


def _tile(place: Municipality) -> tuple[int, int] | None:
    return None if place.tile_column is None or place.tile_row is None else (place.tile_column, place.tile_row)


def _pictures(contents: Iterable[Content]) -> dict[str, Stored]:
    """Return the pictures that the contents show, by the ids of their attachments."""
    ids = sorted({each for content in contents for each in attachment_ids(content)})
    query = select(Attachment.id, Attachment.sha256, Attachment.width, Attachment.height, Attachment.purpose)
    pictures = query.where(Attachment.media_type.startswith("image/"))
    parts = (ids[start : start + AT_A_TIME] for start in range(0, len(ids), AT_A_TIME))
    rows = (row for part in parts for row in db.session.execute(pictures.where(Attachment.id.in_(part))))
    return {row.id: Stored(sha256=row.sha256, width=row.width, height=row.height, purpose=row.purpose) for row in rows}
