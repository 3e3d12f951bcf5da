"""Filling in a profile at the browser: every field of every section, two items in each group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledportal.offices.declaration import Field, Group, Section
from ledportal.offices.kinds import Files
from tests.attachments.files import pdf, picture
from tests.journeys.person import Person


def _upload(spec: Field) -> dict[str, Any]:
    if spec.kind.purpose == "document":
        return {"name": "plan razvoja.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}
    return {"name": "slika.png", "mimeType": "image/png", "buffer": picture("PNG", (400, 300)).read()}


def _filled(fields: tuple[Field, ...], values: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of the controls and what goes into them; what stays empty is left alone."""
    for spec in fields:
        if isinstance(spec.kind, Files):
            yield f"{prefix}{spec.key}-upload", _upload(spec)
        elif values.get(spec.key) not in (None, "", [], False):
            yield f"{prefix}{spec.key}", values[spec.key]


def fill_section(person: Person, section: Section, values: dict[str, Any]) -> None:
    """Fill in all of a section, save it and go on."""
    person.fill(dict(_filled(section.fields, values)))
    for group in section.groups:
        for item in values[group.key]:
            _fill_item(person, group, item)
    person.press('main button[name="save_and_next"]')


def _fill_item(person: Person, group: Group, item: dict[str, Any]) -> None:
    """Add one item more and fill it in, as the last of its group."""
    add = person.page.locator(f'button[name="add"][value="{group.key}"]')
    if person.scripts:
        add.click()
    else:
        person.press(add, closely=False)
    index = person.page.locator(f"#{group.key} [data-item]").last.get_attribute("data-item")
    person.fill(dict(_filled(group.fields, item, f"{group.key}-{index}-")))
