"""Books without a database: frozen entries from the invented profiles of the samples, for tests and measurements.

``entries()`` are the 145 municipalities of the register, each kind of entry among them; ``full()`` has a page for each of them, and with
a number as many offices as one likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from flask_babel import force_locale
from PIL import Image

from ledportal.catalogue.book import data, pictures
from ledportal.catalogue.book.frozen import District, Entry, EntryKind, Place, Region, Settings, Stored
from ledportal.demo import pictures as drawn
from ledportal.demo.profiles import profile
from ledportal.municipalities.loading import Row, district_slug, office_slug, read
from ledportal.municipalities.models import Municipality
from ledportal.offices.content import Content, public_content
from ledportal.offices.models import OfficeStatus, Provenance
from ledportal.offices.profile import SECTIONS
from ledportal.script import sort_key

DAY = date(2026, 11, 26)
KINDS = tuple(EntryKind)
PUBLIC = tuple(section.key for section in SECTIONS if not section.internal)
STATUSES = {
    EntryKind.NONE: OfficeStatus.NONE,
    EntryKind.SETTING_UP: OfficeStatus.BEING_SET_UP,
    EntryKind.SILENT: OfficeStatus.UNKNOWN,
}
OTHERS = {5: EntryKind.PHONE, 9: EntryKind.NONE, 14: EntryKind.SILENT, 19: EntryKind.OUTDATED, 23: EntryKind.SETTING_UP}
"""Of each thirty municipalities these have no page."""
WITH_PICTURES = 5
"""One of so many offices has a logo and photos."""


def settings(**changed: Any) -> Settings:
    return replace(
        Settings(
            year=2026,
            number=1,
            title="Katalog kancelarija za lokalni ekonomski razvoj",
            subtitle="Kancelarije u gradovima i opštinama Srbije",
            foreword="Pred vama je katalog kancelarija za lokalni ekonomski razvoj.\n\nPodaci su oni koje su kancelarije same objavile.",
            foreword_by="CenTriR",
            isbn="978-86-00-00000-0",
            cip="CIP – Katalogizacija u publikaciji\nNarodna biblioteka Srbije, Beograd",
            imprint="Izdavač: CenTriR\nTiraž: 500",
            licence="CC BY 4.0",
            sections=PUBLIC,
            frozen_on=DAY,
            base_url="https://ler.example.org",
        ),
        **changed,
    )


def entries() -> list[Entry]:
    """Return all municipalities of the register, some of each kind."""
    return [*_entries()]


@cache
def _entries() -> list[Entry]:
    return [_entry(row, number, OTHERS.get(number % 30, EntryKind.FULL)) for number, row in enumerate(_places())]


def full(number: int = 145) -> list[Entry]:
    """Return so many offices, each with its page; more than there are municipalities have numbers in their names, and no square."""
    rows = _places()
    return [_again(_entry(rows[each % len(rows)], each, EntryKind.FULL), each // len(rows)) for each in range(number)]


def entry(slug: str, *, kind: EntryKind = EntryKind.FULL, pictures: bool = False, **sections: Any) -> Entry:
    """Return the entry of one municipality, with or without pictures; ``sections`` are fields that stand otherwise in it."""
    row = next(row for row in _places() if office_slug(_municipality(row)) == slug)
    found = _entry(row, 0 if pictures else 1, kind)
    return replace(found, content={key: {**values, **sections.get(key, {})} for key, values in found.content.items()})


def bytes_of(digest: str) -> bytes | None:
    """Return the bytes of a picture of one of the entries that were made, as the uploads folder keeps them."""
    return _BYTES.get(digest)


def made(of: Settings, shown: list[Entry], purpose: data.Purpose = "screen", **options: Any) -> tuple[dict[str, Any], pictures.Album]:
    """Return the data of a book and its pictures, in the context of an application."""
    with force_locale(of.locale):
        album = pictures.album(of, shown, read=bytes_of, **options)
        return data.book(of, shown, album, purpose), album


def _again(found: Entry, times: int) -> Entry:
    if not times:
        return found
    place = found.place
    names = {locale: f"{name} {times + 1}" for locale, name in place.names.items()}
    other = replace(place, code=f"{place.code}-{times}", names=names, sort_key=sort_key(names["sr_Latn"]), tile=None)
    return replace(found, slug=f"{found.slug}-{times + 1}", place=other)


def _entry(row: Row, number: int, kind: EntryKind) -> Entry:
    shown = kind in {EntryKind.FULL, EntryKind.PHONE}
    slug = office_slug(_municipality(row))
    content, pictures = _content(row, number, slug) if shown else ({}, {})
    provenance = Provenance.PHONE if kind is EntryKind.PHONE else Provenance.OFFICE
    return Entry(
        slug=slug,
        kind=kind,
        status=STATUSES.get(kind, OfficeStatus.EXISTS),
        place=_place(row),
        district=_district(row["district_code"]),
        region=_region(_districts()[row["district_code"]]["region_code"]),
        provenance=provenance if shown else None,
        confirmed_on=DAY - timedelta(days=7 * (number % 40)) if shown and number % 7 else None,
        content=content,
        pictures=pictures,
    )


def _content(row: Row, number: int, slug: str) -> tuple[Content, dict[str, Stored]]:
    written = public_content(profile(_municipality(row), year=DAY.year, cyrillic=number % 4 == 1, long_name=number % 17 == 5))
    if number % WITH_PICTURES:
        return written, {}
    sites = written["sites"]["sites"]
    logo, photos = _stored(slug, "logo"), [_stored(each["name"], "photo") for each in sites[:2]]
    written["office"]["logo"] = [*logo]
    written["sites"]["sites"] = [{**site, "photos": [*photo]} for site, photo in zip(sites, photos, strict=False)] + sites[2:]
    return written, {key: value for each in (logo, *photos) for key, value in each.items()}


_BYTES: dict[str, bytes] = {}


@cache
def _stored(name: str, purpose: str) -> Mapping[str, Stored]:
    """Return a picture as it is stored, by the id of its attachment."""
    picture = Image.open(drawn.logo(name) if purpose == "logo" else drawn.photo(name))
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=82)
    digest = sha256(buffer.getvalue()).hexdigest()
    _BYTES[digest] = buffer.getvalue()
    return {
        sha256(f"{purpose} {name}".encode()).hexdigest()[:32]: Stored(
            sha256=digest, width=picture.width, height=picture.height, purpose=purpose
        )
    }


@cache
def _places() -> list[Row]:
    return sorted((row for row in read("municipalities") if row["in_register"] == "yes"), key=lambda row: sort_key(row["name_latin"]))


@cache
def _districts() -> Mapping[str, Row]:
    return {row["code"]: row for row in read("districts")}


def _municipality(row: Row) -> Municipality:
    return Municipality(code=row["code"], name_latin=row["name_latin"], kind=row["kind"], district_code=row["district_code"])


def _names(row: Row) -> dict[str, str]:
    return {"sr_Latn": row["name_latin"], "sr_Cyrl": row["name_cyrillic"], "en": row.get("name_en") or row["name_latin"]}


def _named(row: Row) -> dict[str, Any]:
    return {"code": row["code"], "names": _names(row), "sort_key": sort_key(row["name_latin"])}


@cache
def _district(code: str) -> District:
    row = _districts()[code]
    return District(**_named(row), slug=district_slug(row["name_latin"]))


@cache
def _region(code: str) -> Region:
    return Region(**_named(next(row for row in read("regions") if row["code"] == code)))


def _place(row: Row) -> Place:
    tile = (int(row["tile_column"]), int(row["tile_row"])) if row["tile_row"] else None
    return Place(**_named(row), kind=row["kind"], population=int(row["population_2022"] or 0) or None, tile=tile)
