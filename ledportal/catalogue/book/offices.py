"""The page of an office: what it wrote in the edition's sections, as the declaration orders it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from ledportal.catalogue.book.addresses import address
from ledportal.catalogue.book.columns import is_line
from ledportal.catalogue.book.frozen import Entry
from ledportal.catalogue.book.groups import Page, group_data, line
from ledportal.catalogue.book.order import letter
from ledportal.catalogue.book.rows import Row, items, paragraphs, public_sections, row, rows
from ledportal.dates import format_date_in_sentence
from ledportal.languages import current_locale, in_script
from ledportal.municipalities.words import KINDS
from ledportal.offices.declaration import Field, Section, Values
from ledportal.offices.display import Shown, shown
from ledportal.offices.profile import CONTACT, OFFICE, SECTIONS
from ledportal.typesetting.qr_codes import qr_code

FIELDS = {spec.key: spec for spec in OFFICE.fields}
AT_THE_TOP = frozenset({"name", "name_en", "logo", "about", "about_en"})
"""Fields of the office that head its page."""
ADDRESS = ("street", "postcode", "place")
"""Fields of the contact that are one row."""


def office(page: Page) -> dict[str, Any]:
    """Return the page of an office; its name stands there whichever sections are chosen."""
    entry, locale = page.entry, page.settings.locale
    name, about = (_own(entry.content["office"], key) for key in ("name", "about"))
    url = address(page.settings, "directory.office", slug=entry.slug)
    chosen = {section.key: values for section, values in public_sections(entry.content, page.settings.sections, SECTIONS)}
    return {
        "slug": entry.slug,
        "name": entry.place.names[locale],
        "letter": letter(entry.place.names[locale], locale),
        "kind_label": gettext(KINDS[entry.place.kind]),
        "district": entry.district.names[locale],
        "title": name.text,
        "title_lang": name.language,
        "confirmed": confirmed(entry),
        "url": url,
        "qr": qr_code(url),
        "contact": _contact(page, chosen.get("contact", {})),
        "sections": list(_sections(page, chosen)),
        **(_top(page, chosen["office"], about) if "office" in chosen else {"logo": None, "about": [], "about_lang": ""}),
    }


def _top(page: Page, values: Values, about: Shown) -> dict[str, Any]:
    alt = gettext("Logo: %(name)s", name=page.entry.place.names[page.settings.locale])
    logos = page.album.of(page.entry, values.get("logo") or [], "logo", alt)
    return {
        "logo": logos[0] if logos else None,
        "about": paragraphs(about.text),
        "about_lang": about.language,
    }


def _own(values: Values, key: str) -> Shown:
    """Return a text of the office: in the English book in English, where that is filled in."""
    english = values.get(f"{key}_en") if current_locale() == "en" else ""
    spec = FIELDS[f"{key}_en" if english else key]
    return shown(spec, values.get(spec.key)) or Shown("text", "")


def confirmed(entry: Entry) -> str:
    """Say since when the office stands by what is printed."""
    if entry.confirmed_on is None:
        return gettext("The office has not confirmed all of it yet")
    return gettext("Confirmed by the office on %(date)s", date=format_date_in_sentence(entry.confirmed_on))


def _contact(page: Page, values: Values) -> list[Row]:
    """Return the rows of the contact, the address as one where its first part would stand."""
    before = [spec for spec in CONTACT.fields if spec.key not in ADDRESS]
    found = rows(page.seen, before, values)
    street = next(number for number, spec in enumerate(CONTACT.fields) if spec.key == ADDRESS[0])
    first = {spec.key for spec in CONTACT.fields[:street]}
    place = sum(each["key"] in first for each in found)
    return [*found[:place], *_address(page, values), *found[place:]]


def _address(page: Page, values: Values) -> Iterator[Row]:
    street, postcode, place = (str(values.get(key) or "") for key in ADDRESS)
    text = ", ".join(filter(None, (in_script(street), f"{postcode} {in_script(place)}".strip())))
    if text:
        yield row(gettext("Address"), text, lang=page.seen.typed, key="address")


def _sections(page: Page, chosen: dict[str, Values]) -> Iterator[dict[str, Any]]:
    for section in SECTIONS:
        if section.key in chosen:
            found = _section(page, section, chosen[section.key])
            if found["rows"] or found["groups"]:
                yield found


def _section(page: Page, section: Section, values: Values) -> dict[str, Any]:
    filled = [(group, there) for group in section.groups if (there := items(group, values))]
    title = gettext(section.title if section is not CONTACT or not filled else filled[0][0].label)
    lines = [line(page, group, there) for group, there in filled if is_line(group)]
    return {
        "key": section.key,
        "title": title,
        "rows": [*rows(page.seen, _below_the_top(section), values), *lines],
        "groups": [
            group_data(page, group, there, title="" if gettext(group.label) == title else gettext(group.label))
            for group, there in filled
            if not is_line(group)
        ],
    }


def _below_the_top(section: Section) -> list[Field]:
    """Return the fields of a section that stand nowhere else on the page."""
    elsewhere = {OFFICE.key: AT_THE_TOP, CONTACT.key: frozenset(spec.key for spec in CONTACT.fields)}
    return [spec for spec in section.fields if spec.key not in elsewhere.get(section.key, frozenset())]
