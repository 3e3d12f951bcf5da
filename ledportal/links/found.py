"""The links that stand in a public profile, and when each is probed. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ledportal.links.addresses import NotProbed, target
from ledportal.offices.content import Content
from ledportal.offices.declaration import Field
from ledportal.offices.notations import Link
from ledportal.offices.periods import PUBLIC_SECTIONS

WHEN_FINE = timedelta(days=7)
WHEN_FAILING = timedelta(days=1)


def links(content: Content) -> dict[tuple[str, str], None]:
    """Return the path and the address of each link in a public content that is probed."""
    return {(path, url): None for path, url in _all(content) if _is_probed(url)}


def _all(content: Content) -> Iterator[tuple[str, str]]:
    for section in PUBLIC_SECTIONS:
        values = content.get(section.key) or {}
        yield from _of(section.fields, values, section.key)
        for group in section.groups:
            for item in values.get(group.key) or []:
                yield from _of(group.fields, item, f"{section.key}.{group.key}.{item['id']}")


def _of(fields: tuple[Field, ...], values: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{place}.{spec.key}", values[spec.key]) for spec in fields if isinstance(spec.kind, Link) and values.get(spec.key))


def _is_probed(url: str) -> bool:
    """Say whether an address is probed; one that is no good address is, so that the office gets to know."""
    try:
        target(url)
    except NotProbed as reason:
        return not reason.port
    return True


def first_after(office_id: int, path: str, url: str) -> timedelta:
    """Return how long a new link waits: spread over a day, the same for the same link."""
    return timedelta(seconds=zlib.crc32(f"{office_id} {path} {url}".encode()) % 86_400)
