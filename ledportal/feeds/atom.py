"""Feeds as Atom (RFC 4287). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledportal import licence
from ledportal.markup import attribute, text

MEDIA_TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Entry:
    """One piece of news.

    Attributes:
        name: what it is called for good: an address that is never anything else's (RFC 4151).
        terms: what it is about, as codes with their labels.
    """

    name: str
    title: str
    summary: str
    url: str
    at: datetime
    terms: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Feed:
    """A feed in one language.

    Attributes:
        url: where it is.
        page: where people read the same.
        updated: when its newest entry came, or since when there is none.
    """

    name: str
    title: str
    language: str
    url: str
    page: str
    home: str
    updated: datetime
    entries: Sequence[Entry]


def render(feed: Feed) -> Iterator[str]:
    """Yield the feed as XML."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={attribute(feed.language)}>\n'
    yield f"<id>{text(feed.name)}</id>\n<title>{text(feed.title)}</title>\n<updated>{feed.updated.isoformat()}</updated>\n"
    yield f'<link rel="self" type="{MEDIA_TYPE}" href={attribute(feed.url)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={attribute(feed.page)}/>\n<link rel="license" href="{licence.URL}"/>\n'
    yield f"<author><name>{licence.PUBLISHER}</name><uri>{text(feed.home)}</uri></author>\n<rights>{licence.NAME}</rights>\n"
    for entry in feed.entries:
        yield from _entry(entry)
    yield "</feed>\n"


def _entry(entry: Entry) -> Iterator[str]:
    moment = entry.at.isoformat()
    yield f"<entry>\n<id>{text(entry.name)}</id>\n<title>{text(entry.title)}</title>\n"
    yield f"<published>{moment}</published>\n<updated>{moment}</updated>\n"
    yield f'<link rel="alternate" type="text/html" href={attribute(entry.url)}/>\n'
    yield from (f"<category term={attribute(term)} label={attribute(label)}/>\n" for term, label in entry.terms)
    yield f"<summary>{text(entry.summary)}</summary>\n</entry>\n"


def tag(host: str, specific: str) -> str:
    """Return a name for good, given by whoever had the host in the year in which the register began."""
    return f"tag:{host},2026:{specific}"
