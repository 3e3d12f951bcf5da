"""Profiles in which every field has something, for tests that ask what of them is printed."""

from __future__ import annotations

from typing import Any

from ledportal.offices import kinds, notations
from ledportal.offices.declaration import Field, Group, Section
from ledportal.offices.profile import SECTIONS

SAMPLES = {
    notations.Day: "2026-01-15",
    notations.Integer: "7",
    notations.Number: "3.5",
    notations.Postcode: "34000",
    notations.Phone: "+38134306100",
    notations.RegistrationNumber: "12345678",
    notations.TaxNumber: "100000024",
}
YEARS = {"start": "2001", "end": "2031"}


def mark(section: Section, part: Group | None, spec: Field) -> str:
    """Return a word that stands nowhere but in a field."""
    return "q".join(["Z", section.key, part.key if part else "", spec.key]).replace("_", "")


def value(section: Section, part: Group | None, spec: Field) -> Any:
    match spec.kind:
        case notations.Email():
            return f"{mark(section, part, spec)}@example.org"
        case notations.Link():
            return f"https://example.org/{mark(section, part, spec)}"
        case notations.Year():
            return YEARS.get(spec.key, "2004")
        case kinds.Choice(options=options):
            return list(options)[-1]
        case kinds.Choices(options=options, most=most):
            return list(options)[-min(most, 3) :]
        case kinds.Flag():
            return spec.key != "in_preparation"
        case kinds.Files():
            return []
    return SAMPLES.get(type(spec.kind)) or mark(section, part, spec)


def content(**flags: bool) -> dict[str, dict[str, Any]]:
    """Return a profile with its internal parts, each field filled in; ``flags`` by their keys."""
    return {section.key: _section(section, flags) for section in SECTIONS}


def _section(section: Section, flags: dict[str, bool]) -> dict[str, Any]:
    fields = {spec.key: flags.get(spec.key, value(section, None, spec)) for spec in section.fields}
    groups = {
        group.key: [{"id": "p1", **{spec.key: flags.get(spec.key, value(section, group, spec)) for spec in group.fields}}]
        for group in section.groups
    }
    return fields | groups


def fields() -> list[tuple[Section, Group | None, Field]]:
    """Return each declared field with its section and its group."""
    return [
        (section, group, spec)
        for section in SECTIONS
        for group, specs in [(None, section.fields), *((group, group.fields) for group in section.groups)]
        for spec in specs
    ]


def longest(section: Section, part: Group | None, spec: Field) -> Any:
    """Return a value as long as the field allows, of words, where it is a text."""
    if type(spec.kind) in {kinds.Text, kinds.LongText}:
        words = f"{mark(section, part, spec)} " + "Đžabić šećerana " * 200
        return words[: spec.kind.longest - 1] + "k"
    return value(section, part, spec)


def longest_content(items: int = 100) -> dict[str, dict[str, Any]]:
    """Return a profile whose texts are as long, and whose groups have as many items as is allowed, or so many."""
    return {
        section.key: {
            **{spec.key: longest(section, None, spec) for spec in section.fields},
            **{
                group.key: [{"id": f"p{number}", **_longest_item(section, group)} for number in range(min(items, group.most))]
                for group in section.groups
            },
        }
        for section in SECTIONS
        if not section.internal
    }


def _longest_item(section: Section, group: Group) -> dict[str, Any]:
    return {spec.key: longest(section, group, spec) for spec in group.fields}
