"""An entry as JSON: what its page shows, under the keys of the profile's declaration and in its order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ledportal.days import belgrade_day
from ledportal.offices.declaration import Group
from ledportal.offices.periods import PUBLIC_SECTIONS
from ledportal.offices.validity import validity
from ledportal.opendata.frame import Frame, of_entry
from ledportal.opendata.tables import DOCUMENTS
from ledportal.opendata.values import Convert, converters

Entry = dict[str, Any]


def projector(frame: Frame) -> Callable[[Any], Entry]:
    """Return what makes an entry's JSON of a row of ``sources``."""
    sections = [
        (
            section.key,
            converters(section.fields, frame.file_url),
            [(group, converters(group.fields, frame.file_url)) for group in section.groups],
        )
        for section in PUBLIC_SECTIONS
    ]

    def project(source: Any) -> Entry:
        fresh = frame.sections(source)
        shown = {}
        for (key, fields, groups), days in zip(sections, fresh, strict=True):
            values = source.content.get(key, {})
            found = {name: convert(values.get(name)) for name, convert in fields}
            for group, inner in groups:
                found[group.key] = [_item(group, inner, item, frame) for item in values.get(group.key) or ()]
            shown[key] = {**days._asdict(), "values": found}
        return {
            **head(source, frame),
            "published_on": belgrade_day(source.published_at).isoformat(),
            **of_entry(fresh, belgrade_day(source.changed_at).isoformat())._asdict(),
            "sections": shown,
        }

    return project


def head(source: Any, frame: Frame) -> Entry:
    """Return which office an entry is of."""
    return {
        "slug": source.slug,
        "url": frame.office_url(source.slug),
        "office_status": source.status,
        "successor": source.successor,
        "municipality": {"code": source.code, "name": source.name_latin, "name_cyrillic": source.name_cyrillic, "kind": source.kind},
        "district": {
            "code": source.district_code,
            "slug": source.district_slug,
            "name": source.district,
            "name_cyrillic": source.district_cyrillic,
            "name_en": source.district_en,
        },
        "region": {
            "code": source.region_code,
            "name": source.region,
            "name_cyrillic": source.region_cyrillic,
            "name_en": source.region_en,
        },
    }


def _item(group: Group, fields: list[tuple[str, Convert]], item: Mapping[str, Any], frame: Frame) -> Entry:
    found = {"id": item["id"], **{name: convert(item.get(name)) for name, convert in fields}}
    if group is DOCUMENTS.group:
        found["validity"] = validity(item, today=frame.today).value
    return found
