"""A word that stands nowhere else, for every private place; and how it is found again in whatever the register gives out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ledportal.offices import kinds, notations
from ledportal.offices.declaration import Field, Group, Section
from ledportal.offices.profile import SECTIONS
from ledportal.script import to_cyrillic
from tests.factories import full_content

MARK = "zvrkovan"
TYPED = ("zvrkov", "zvrkavan")
"""Its beginning, and its like: what a search would find it by, without being it."""
PHONE = "+381645550199"
DIGITS = "645550199"
BLANKS = re.compile(r"[\s\u00a0\u202f/().–-]")


def marked(spec: Field) -> Any:
    """Return a value of a field that carries the mark; None where its kind has no room for one."""
    match spec.kind:
        case notations.Email():
            return f"{MARK}.{spec.key}@example.org"
        case notations.Phone():
            return PHONE
        case notations.Link():
            return f"https://{MARK}.example.org/{spec.key}"
        case kinds.Text() if type(spec.kind) in (kinds.Text, kinds.LongText):
            return f"{MARK.title()} {spec.key}"
    return None


def _marked_fields(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {spec.key: value for spec in fields if (value := marked(spec)) is not None}


def everywhere() -> dict[str, dict[str, Any]]:
    """Return a content in which everything that can be marked is."""
    content = full_content()
    for section in SECTIONS:
        content[section.key] |= _marked_fields(section.fields)
        for group in section.groups:
            content[section.key][group.key] = [item | _marked_fields(group.fields) for item in content[section.key][group.key]]
    return content


def where_hidden() -> dict[str, dict[str, Any]]:
    """Return a content whose private fields are marked, all that the profile declares: those for members only, and what is switched off."""
    content = full_content()
    for section in SECTIONS:
        hidden = [spec for spec in section.fields if section.internal or spec.internal or spec.public_if]
        content[section.key] |= _marked_fields(tuple(hidden))
        content[section.key] |= {spec.public_if: False for spec in hidden if spec.public_if}
        for group in section.groups:
            content[section.key][group.key] += _hidden_items(section, group)
    return content


def _hidden_items(section: Section, group: Group) -> list[dict[str, Any]]:
    if not (section.internal or group.public_if):
        return []
    empty: dict[str, Any] = {spec.key: spec.kind.empty for spec in group.fields}
    switch = {group.public_if: False} if group.public_if else {}
    return [{"id": "hidden", **empty, **_marked_fields(group.fields), **switch}]


def read(answer: Any) -> str:
    """Return all that an answer says: its headers, and its content with what is packed into it."""
    return f"{answer.headers}\n" + "\n".join(_unpacked(answer.get_data()))


def _unpacked(data: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name
            yield from _unpacked(archive.read(name))


def found_in(text: str) -> list[str]:
    """Return the marks in a text, each with what stands around it."""
    folded = text.lower()
    marks = [folded[max(0, each.start() - 60) : each.end() + 40] for each in re.finditer(f"{MARK}|{to_cyrillic(MARK)}", folded)]
    return marks + ([DIGITS] if DIGITS in BLANKS.sub("", text) else [])
