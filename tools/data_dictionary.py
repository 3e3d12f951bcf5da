"""The data dictionary: each field of a profile and each list to choose from, from ``offices.profile``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledportal.offices import kinds, notations
from ledportal.offices.declaration import Field, Group, Section
from ledportal.offices.kinds import Kind
from ledportal.offices.profile import SCHEMA, SECTIONS
from tools.translations.catalogue import read

HEADER = ["| key | English | Serbian | kind | required | public |", "| --- | --- | --- | --- | --- | --- |"]


def lines() -> list[str]:
    """Return the sections, their fields, and the lists."""
    serbian = serbian_words()
    found = [f"Schema {SCHEMA}."]
    for section in SECTIONS:
        found += [*_section(section, serbian)]
    return [*found, *_lists(serbian)]


def serbian_words() -> dict[str, str]:
    """Return what is translated, by what it is in English."""
    return {message.id: message.string for message in read() if isinstance(message.id, str) and isinstance(message.string, str)}


def _section(section: Section, serbian: dict[str, str]) -> Iterator[str]:
    shown = "never public" if section.internal else f"confirmed every {section.months} months"
    yield from ("", f"## {section.key}: {both(section.title, serbian)}", "", f"{section.title} ({shown}).", "", *HEADER)
    yield from (_row(spec, serbian, "", internal=section.internal) for spec in section.fields)
    for group in section.groups:
        yield _group_row(group, serbian, internal=section.internal)
        yield from (_row(spec, serbian, f"{group.key}[].", internal=section.internal) for spec in group.fields)


def both(text: str, serbian: Mapping[str, str]) -> str:
    """Return a text in Serbian; one that is the same in both is not translated."""
    return serbian.get(text) or text


def _row(spec: Field, serbian: dict[str, str], prefix: str, *, internal: bool) -> str:
    required = "yes" if spec.required else "depends" if spec.required_if else ""
    public = "no" if internal or spec.internal else f"if {spec.public_if}" if spec.public_if else "yes"
    return f"| {prefix}{spec.key} | {spec.label} | {both(spec.label, serbian)} | {describe(spec.kind)} | {required} | {public} |"


def _group_row(group: Group, serbian: dict[str, str], *, internal: bool) -> str:
    size = f"group, {group.least} to {group.most} items"
    public = "no" if internal else f"items with {group.public_if}" if group.public_if else "yes"
    return f"| {group.key}[] | {group.label} | {both(group.label, serbian)} | {size} | {'yes' if group.least else ''} | {public} |"


def describe(kind: Kind) -> str:
    """Say what a field of this kind holds."""
    match kind:
        case kinds.Choice(options=options):
            return f"one of {len(options)}"
        case kinds.Choices(options=options, most=most):
            return f"up to {min(most, len(options))} of {len(options)}"
        case kinds.Files(purpose=purpose, most=most):
            return f"{purpose}, up to {most}"
        case kinds.Flag():
            return "yes or no"
        case notations.Integer(lowest=lowest, highest=highest) | notations.Year(lowest=lowest, highest=highest):
            return f"{_name(kind)} {lowest}–{highest}"
        case notations.Number(lowest=lowest, highest=highest):
            return f"number {lowest}–{highest}, two decimal places"
        case kinds.Text(longest=longest):
            return f"{_name(kind)}, up to {longest} characters"
    raise TypeError(kind)


def _name(kind: Kind) -> str:
    names: dict[type[Kind], str] = {
        kinds.Text: "line", kinds.LongText: "paragraphs", notations.Email: "email", notations.Phone: "telephone (E.164)",
        notations.Link: "web address",
        notations.Integer: "whole number", notations.Year: "year", notations.Day: "date (ISO 8601)", notations.Postcode: "postcode",
        notations.TaxNumber: "PIB", notations.RegistrationNumber: "eight digits",
    }  # fmt: skip
    return names[type(kind)]


def _lists(serbian: dict[str, str]) -> Iterator[str]:
    yield from ("", "## Lists to choose from", "", "The code is what is stored; codes never change.")
    for name, options in choices():
        yield from ("", f"**{name}**: " + "; ".join(f"`{code}` {label} / {both(label, serbian)}" for code, label in options.items()))


def choices() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each list of a profile once, by the first field that chooses from it."""
    seen: list[dict[str, str]] = []
    for section in SECTIONS:
        for prefix, fields in (("", section.fields), *((f"{group.key}.", group.fields) for group in section.groups)):
            for spec in fields:
                if isinstance(spec.kind, kinds.Choice | kinds.Choices) and spec.kind.options not in seen:
                    seen.append(spec.kind.options)
                    yield f"{section.key}.{prefix}{spec.key}", spec.kind.options
