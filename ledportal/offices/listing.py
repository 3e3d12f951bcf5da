"""The listing: the public projection of a published revision, which the directory, search and exports read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask_babel import force_locale, gettext
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.languages import LANGUAGES
from ledportal.municipalities.loading import ALIASES
from ledportal.municipalities.models import Municipality
from ledportal.offices.content import Content, public_content
from ledportal.offices.declaration import Field
from ledportal.offices.kinds import Choice, Choices, Files, Text
from ledportal.offices.models import Listing, Office
from ledportal.offices.profile import SECTIONS
from ledportal.offices.queries import last_confirmed
from ledportal.script import search_text


def refresh(office: Office) -> Listing | None:
    """Write an office's listing from its published revision, or take it away where there is none; in the caller's transaction."""
    found = db.session.get(Listing, office.id)
    revision = office.published_revision
    if revision is None:
        if found is not None:
            db.session.delete(found)
        return None
    decision = revision.decision
    if decision is None:
        raise ValueError(f"revision {revision.id} is published without a decision")
    listing = found or Listing(office_id=office.id)
    _fill(listing, office, public_content(revision.content), published_at=decision.decided_at)
    db.session.add(listing)
    return listing


def _fill(listing: Listing, office: Office, content: dict[str, Any], *, published_at: datetime) -> None:
    place = office.municipality
    if listing.content != content:
        listing.changed_at = published_at
    listing.slug, listing.sort_key = office.slug, place.sort_key
    listing.district_code, listing.region_code = place.district_code, place.district.region_code
    listing.name = content["office"]["name"]
    listing.search_text = search_text(*words(place, content))
    listing.content = content
    listing.published_at = published_at
    listing.confirmed_at = confirmed_at(last_confirmed(office))


def confirmed_at(by_section: Mapping[str, datetime]) -> datetime | None:
    """Return when an entry was last confirmed as a whole: it is as fresh as the section that was confirmed the longest ago."""
    needed = [section.key for section in SECTIONS if not section.internal]
    return min(by_section[key] for key in needed) if all(key in by_section for key in needed) else None


def words(place: Municipality, content: Content) -> Iterator[str]:
    """Yield the texts by which an office is found: its places, and what stands in its public profile, codes in words of every version."""
    district = place.district
    yield from (place.name_latin, *place.other_codes, place.code)
    yield from (district.name_latin, district.name_en, district.region.name_latin, district.region.name_en)
    yield from (old for new, old in ALIASES.items() if district.name_latin.startswith(new))
    for section in SECTIONS:
        if section.internal:
            continue
        yield from _section_words(section.fields, content[section.key])
        for group in section.groups:
            for item in content[section.key].get(group.key) or []:
                yield from _section_words(group.fields, item)


def _section_words(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[str]:
    for spec in fields:
        value = values.get(spec.key)
        if not value or isinstance(spec.kind, Files):
            continue
        if isinstance(spec.kind, Choice | Choices):
            yield from _labels(spec.kind, value)
        elif isinstance(spec.kind, Text):
            yield value


def _labels(kind: Choice | Choices, value: Any) -> Iterator[str]:
    codes = value if isinstance(value, list) else [value]
    for locale in ("sr_Latn", "en"):
        with force_locale(LANGUAGES[locale].locale):
            yield from (gettext(kind.options[code]) for code in codes)


def rebuild() -> int:
    """Write all listings anew from the published revisions and return their number."""
    offices = db.session.scalars(select(Office)).all()
    return sum(refresh(office) is not None for office in offices)
