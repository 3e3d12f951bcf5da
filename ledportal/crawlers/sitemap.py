"""A site map (sitemaps.org) of pages that exist in several versions, each with a link to the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledportal.markup import attribute, text

MOST = 50_000
"""How many addresses one file may hold."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        path: its address after the prefix of the version.
        changed: when it changed last, where that is known.
    """

    path: str
    changed: datetime | None = None


@dataclass(frozen=True)
class Version:
    """A version of all pages: its language, and what stands before the path."""

    lang: str
    base: str


def urlset(pages: Iterable[Page], versions: Sequence[Version]) -> Iterator[str]:
    """Yield a site map; the first version is also the one for readers of other languages."""
    yield f"{HEAD}<urlset {NAMESPACES}>\n"
    for page in pages:
        path = text(page.path)
        alternates = "".join(_alternate(lang, base + page.path) for lang, base in _languages(versions))
        for version in versions:
            yield f"<url><loc>{version.base}{path}</loc>{_lastmod(page.changed)}{alternates}</url>\n"
    yield "</urlset>\n"


def _languages(versions: Sequence[Version]) -> Iterator[tuple[str, str]]:
    yield from ((version.lang, version.base) for version in versions)
    yield "x-default", versions[0].base


def _alternate(lang: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href={attribute(address)}/>'


def _lastmod(changed: datetime | None) -> str:
    return f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""


def index(parts: Iterable[str], changed: datetime | None) -> Iterator[str]:
    """Yield the index of a site map that is in several files."""
    yield f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address in parts:
        yield f"<sitemap><loc>{text(address)}</loc>{_lastmod(changed)}</sitemap>\n"
    yield "</sitemapindex>\n"
