"""How the values of a profile are shown: labels for codes, numbers and dates in the reader's version, prose in the reader's script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import phonenumbers
from flask import Flask, url_for
from flask_babel import gettext

from ledportal.dates import format_date, format_number
from ledportal.languages import current_locale, in_script
from ledportal.offices import kinds, notations
from ledportal.offices.content import Content, Problem, is_started
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.masking import Masked
from ledportal.offices.models import Office, Provenance
from ledportal.offices.opening import is_open
from ledportal.offices.profile import BY_KEY
from ledportal.offices.reasons import REASONS
from ledportal.offices.tasks import control_of, is_changed
from ledportal.text import N_

UNTOUCHED = (notations.Postcode, notations.TaxNumber, notations.RegistrationNumber, notations.Year)
THREE_OF_MORE = re.compile(r"\d{3}(?=\d{3})")
"""Three digits that at least three more follow: 691 2345, 306 100."""


@dataclass(frozen=True)
class Shown:
    """A value as a reader sees it.

    Attributes:
        style: text, long, email, phone, link, list, files or masked; the macro ``components/profile.html`` knows them.
        text: what stands there; the whole value, in words.
        href: where it leads.
        items: the parts of a list, or the ids of files.
        language: of the text, where it is not the page's.
    """

    style: str
    text: str
    href: str = ""
    items: tuple[str, ...] = ()
    language: str = ""


def shown(spec: Field, value: Any) -> Shown | None:
    """Return how a field's value is shown; None where nothing stands there. What does not parse is shown as it was typed."""
    if value in (None, "", [], False):
        return None
    if isinstance(value, Masked):
        return Shown("masked", gettext(value.message))
    try:
        spec.kind.parse(value)
    except kinds.Invalid:
        return Shown("text", ", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return _shown(spec, spec.kind, value)


def _shown(spec: Field, kind: Any, value: Any) -> Shown:
    match kind:
        case kinds.Files():
            return Shown("files", ", ".join(value), items=tuple(value))
        case kinds.Choices(options=options):
            items = tuple(gettext(options[code]) for code in value)
            return Shown("list", ", ".join(items), items=items)
        case kinds.Flag():
            return Shown("text", gettext("Yes"))
        case notations.Email():
            return Shown("email", value, f"mailto:{value}")
        case notations.Phone():
            return Shown("phone", national(value), f"tel:{value}")
        case notations.Link():
            return Shown("link", value.removeprefix("https://").removeprefix("http://").rstrip("/"), value)
        case kinds.LongText():
            return Shown("long", _typed(spec, value), language=_language(spec))
        case _:
            return Shown("text", _line(spec, kind, value), language=_language(spec) if type(kind) is kinds.Text else "")


def _line(spec: Field, kind: Any, value: str) -> str:
    match kind:
        case kinds.Choice(options=options):
            return gettext(options[value])
        case notations.Day():
            return format_date(value)
        case notations.Number() | notations.Integer():
            return format_number(value)
    return value if isinstance(kind, UNTOUCHED) else _typed(spec, value)


def _typed(spec: Field, text: str) -> str:
    return text if spec.language else in_script(text)


def _language(spec: Field) -> str:
    """Return the language of what was typed, where it is not the page's."""
    if current_locale() == "en":
        return "" if spec.language == "en" else "sr-Latn"
    return spec.language


@lru_cache(notations.MOST_KNOWN)
def national(number: str) -> str:
    """Return an E.164 number as people in Serbia dial it; a foreign one with its country."""
    parsed = phonenumbers.parse(number)
    if parsed.country_code != 381:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    area, space, rest = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL).partition(" ")
    return area + space + THREE_OF_MORE.sub(r"\g<0> ", rest)


def item_title(group: Group, item: Values, place: int) -> str:
    """Return what an item is called: by its title fields, else by its place (counted from 0) in the group."""
    specs = {spec.key: spec for spec in group.fields}
    parts = [each.text for key in group.title_fields if (each := shown(specs[key], item.get(key)))]
    return ", ".join(parts) or f"{gettext(group.item)} {place + 1}"


def reason_label(code: str) -> str:
    return gettext(REASONS[code])


PROVENANCES = {
    Provenance.OFFICE: N_("by the office"),
    Provenance.PHONE: N_("by staff on the phone"),
    Provenance.PAPER: N_("by staff from paper"),
    Provenance.IMPORT: N_("imported"),
}


def provenance_label(code: str) -> str:
    return gettext(PROVENANCES[Provenance(code)])


def field_label(path: str, content: Content | None = None) -> str:
    """Return the words for what a comment is about: ``section``, ``section.field``, ``section.group``, ``section.group.item`` or its field.

    With the content, an item is called by its title.
    """
    section_key, _, rest = path.partition(".")
    section = BY_KEY[section_key]
    return " – ".join([gettext(section.title), *_labels(section, rest.split(".") if rest else [], (content or {}).get(section_key, {}))])


def problem_label(problem: Problem, content: Content) -> str:
    """Return the words for the field of a problem, the section left out; an item is called by its title."""
    section = BY_KEY[problem.section]
    if problem.group is None or problem.index is None:
        return ", ".join(_labels(section, [problem.field], {})) or gettext(section.title)
    item = content[problem.section][problem.group][problem.index]
    return " – ".join(_labels(section, [problem.group, item["id"], problem.field], content[problem.section]))


def problem_text(problem: Problem) -> str:
    return gettext(problem.message, **problem.values)


def problem_url(office: Office, problem: Problem) -> str:
    """Return where a problem is mended: the field in its section's form."""
    return section_url(office, problem.section, problem.control, complete=1)


def comment_url(office: Office, path: str, content: Content) -> str:
    """Return where what a comment is about stands in the draft."""
    return section_url(office, path.partition(".")[0], control_of(path, content))


def section_url(office: Office, key: str, control: str | None, complete: int | None = None) -> str:
    return url_for("offices.section", office=office.slug, section=BY_KEY[key].slug, _anchor=control, potpuno=complete)


def _labels(section: Section, keys: list[str], values: Values) -> list[str]:
    parts = {part.key: part for part in section.parts}
    found = parts.get(keys[0]) if keys else None
    if found is None:
        return []
    label = gettext(found.label)
    if isinstance(found, Field) or len(keys) < 2:
        return [] if label == gettext(section.title) else [label]
    spec = next((each for each in found.fields if [each.key] == keys[2:]), None)
    return [_item_name(found, keys[1], values.get(found.key) or []), *([gettext(spec.label)] if spec else [])]


def _item_name(group: Group, item_id: str, items: list[Values]) -> str:
    titles = [item_title(group, item, place) for place, item in enumerate(items) if item.get("id") == item_id]
    return titles[0] if titles else gettext(group.item)


def init_app(app: Flask) -> None:
    labels = (shown, item_title, reason_label, provenance_label, field_label, problem_label, problem_text, problem_url, comment_url)
    for function in (*labels, is_changed, is_open, is_started):
        app.add_template_global(function)
