"""What the book says of its edition: title, imprint, cataloguing block, day."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.addresses import address
from ledportal.catalogue.book.frozen import Settings
from ledportal.catalogue.book.pictures import Album
from ledportal.catalogue.book.rows import paragraphs
from ledportal.dates import format_date
from ledportal.languages import in_script
from ledportal.licence import PUBLISHER


def edition(settings: Settings, album: Album) -> dict[str, Any]:
    """Return an edition's own texts; the cataloguing block stays in the script in which the library wrote it."""
    day = settings.frozen_on
    return {
        "title": in_script(settings.title),
        "subtitle": in_script(settings.subtitle),
        "year": settings.year,
        "number": settings.number,
        "label": label(settings),
        "publisher": PUBLISHER,
        "foreword": paragraphs(in_script(settings.foreword)),
        "foreword_by": in_script(settings.foreword_by),
        "isbn": settings.isbn,
        "cip": _lines(settings.cip),
        "imprint": paragraphs(in_script(settings.imprint)),
        "licence": in_script(settings.licence),
        "correction": paragraphs(in_script(settings.correction)),
        "state_of": format_date(day),
        "day": [day.year, day.month, day.day],
        "url": address(settings, "directory.home"),
        "logos": [found for logo in settings.logos if (found := album.logo(logo))],
        "description": _description(settings),
    }


def label(settings: Settings) -> str:
    """Return the year, and of a corrected reprint its number."""
    if settings.number == 1:
        return str(settings.year)
    return gettext("%(year)s, edition %(number)s, corrected", year=settings.year, number=settings.number)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def _description(settings: Settings) -> str:
    return ". ".join(
        filter(None, (in_script(settings.subtitle), gettext("The data are as of %(date)s", date=format_date(settings.frozen_on))))
    )
