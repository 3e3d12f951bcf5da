"""Words for the codes on the public pages, in the reader's language, for the templates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup

from ledportal.directory import states
from ledportal.directory.entry import own_text
from ledportal.languages import current_locale
from ledportal.municipalities.models import Municipality
from ledportal.municipalities.words import KINDS
from ledportal.offices import standing, validity
from ledportal.offices.choices import SECTORS
from ledportal.offices.declaration import Values
from ledportal.offices.display import Shown, shown
from ledportal.offices.models import Listing, OfficeStatus, is_gone
from ledportal.offices.profile import BY_KEY
from ledportal.offices.sites import free_area, is_free
from ledportal.search.marking import Piece, marked


def standing_label(code: standing.Standing) -> str:
    return str(gettext(standing.LABELS[code]))


def validity_label(code: validity.Validity) -> str:
    return str(gettext(validity.LABELS[code]))


def state_label(code: states.State) -> str:
    return str(gettext(states.LABELS[code]))


def without_entry_label(status: str) -> str:
    """Return the words on the tag of a municipality that has no entry."""
    return str(gettext(states.WITHOUT_ENTRY[OfficeStatus(status)]))


def without_entry_sentence(status: str) -> str:
    return str(gettext(states.SENTENCES[OfficeStatus(status)]))


def kind_label(place: Municipality) -> str:
    return str(gettext(KINDS[place.kind]))


def sector_labels(codes: Iterable[str]) -> list[str]:
    return [gettext(SECTORS[code]) for code in codes if code in SECTORS]


def entry_name(listing: Listing) -> str:
    """Return what an office is called in the reader's version."""
    return own_text(listing.content, "name", locale=current_locale()).text


def free_sites(listing: Listing) -> int:
    """Return how many sites of an office can be had."""
    return sum(is_free(site) for site in listing.content["sites"]["sites"])


def site_words(site: Values) -> dict[str, Any]:
    """Return what an investment site is, in words: its kind, ownership, status and infrastructure, and its areas."""
    specs = {spec.key: spec for spec in BY_KEY["sites"].groups[0].fields}
    told = {key: it for key in ("type", "ownership", "status", "utilities", "area") if (it := shown(specs[key], site.get(key)))}
    words: dict[str, Any] = {key: it.text for key, it in told.items()}
    return {**words, "utilities": told["utilities"].items if "utilities" in told else (), "free": free_area(site)}


def ways_to_contact(listing: Listing) -> list[Shown]:
    """Return the telephone and the email of an office."""
    contact = BY_KEY["contact"]
    specs = (next(spec for spec in contact.fields if spec.key == key) for key in ("phone", "email"))
    return [it for spec in specs if (it := shown(spec, listing.content["contact"].get(spec.key)))]


def with_marks(pieces: Iterable[Piece]) -> Markup:
    """Return a text with what was searched for marked in it."""
    return Markup("").join(Markup("<mark>%s</mark>") % each.text if each.is_match else each.text for each in pieces)


def marks(text: str, wanted: Collection[str]) -> Markup:
    return with_marks(marked(text, wanted))


def init_app(app: Flask) -> None:
    labels = (
        standing_label,
        state_label,
        validity_label,
        without_entry_label,
        without_entry_sentence,
        kind_label,
        sector_labels,
        entry_name,
        free_sites,
    )
    for function in (*labels, site_words, ways_to_contact, is_gone, marks, with_marks):
        app.add_template_global(function)
