"""The file robots.txt (RFC 9309): what programs should not ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

CLOSED = ("/nalog/", "/moja-kancelarija/", "/moderacija/", "/odjava/", "/potvrda/", "/poziv/", "/primer/", "/kancelarije/za-stampu/")
"""What is nobody's business but a person's own, or somebody's who has a link; and what only says again what another page does."""

LISTS = ("/kancelarije/", "/lokacije/", "/mapa/")
"""Pages with filters: addresses without end that show the same entries over and over."""

SINGLE = ("okrug", "strana")
"""The filters by which such a list is read whole: each alone."""


def robots(prefixes: Sequence[str], sitemap: str) -> str:
    """Return the file.

    Args:
        prefixes: what the addresses of each version of the pages begin with.
        sitemap: the address of the site map.
    """
    return "\n".join(["User-agent: *", *_rules(prefixes), "", f"Sitemap: {sitemap}", ""])


def _rules(prefixes: Sequence[str]) -> Iterator[str]:
    """Yield the rules; of those that an address matches, the longest counts."""
    for prefix in prefixes:
        for path in (*CLOSED, "/kancelarije/*/prijava-greske/", "/uporedi/?*"):
            yield f"Disallow: {prefix}{path}"
        for path in LISTS:
            yield f"Disallow: {prefix}{path}?*"
            for name in SINGLE:
                yield f"Allow: {prefix}{path}?{name}="
                yield f"Disallow: {prefix}{path}?{name}=*&"
