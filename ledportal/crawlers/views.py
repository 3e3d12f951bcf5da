"""Files for programs that find and list pages; they are the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from flask import Blueprint, Response, abort, current_app, render_template

from ledportal import licence
from ledportal.access import public
from ledportal.crawlers import queries, sitemap
from ledportal.crawlers.robots import robots as robots_text
from ledportal.crawlers.sitemap import Page, Version
from ledportal.languages import LANGUAGES, absolute_url, current_locale
from ledportal.offices.change_queries import directory_changed_at
from ledportal.page_cache import same_for_everybody

crawlers = Blueprint("crawlers", __name__)

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
OPEN_SEARCH = "application/opensearchdescription+xml; charset=utf-8"
PER_PART = sitemap.MOST // len(LANGUAGES)
"""How many pages fit into one part of the site map: each has an address in every version."""


@crawlers.get("/robots.txt")
@public
@same_for_everybody
def robots() -> Response:
    """Say what programs should not ask for."""
    prefixes = [language.prefix for language in LANGUAGES.values()]
    return _file([robots_text(prefixes, absolute_url("crawlers.site_map"))], TEXT)


@crawlers.get("/sitemap.xml")
@public
@same_for_everybody
def site_map() -> Response:
    """Give the addresses of all pages, or of the files that hold them."""
    single, offices = queries.single_pages(), queries.count_offices()
    if len(single) + offices <= PER_PART:
        return _file(sitemap.urlset(chain(single, queries.office_pages(first=0, most=offices)), _versions()), XML)
    numbers = range(1, 2 + -(-offices // PER_PART))
    return _file(sitemap.index((absolute_url("crawlers.site_map_part", number=number) for number in numbers), directory_changed_at()), XML)


@crawlers.get("/sitemap-<int(max=9999):number>.xml")
@public
@same_for_everybody
def site_map_part(number: int) -> Response:
    """Give one part of a site map that is in several: the first holds the pages that are no office's."""
    pages = _part(number)
    first = next(pages, None)
    if first is None:
        abort(404)
    return _file(sitemap.urlset(chain([first], pages), _versions()), XML)


def _part(number: int) -> Iterator[Page]:
    if number == 1:
        return iter(queries.single_pages())
    return queries.office_pages(first=(number - 2) * PER_PART, most=PER_PART) if number > 1 else iter(())


def _versions() -> list[Version]:
    base = current_app.config["BASE_URL"]
    return [Version(language.html_lang, base + language.prefix) for language in LANGUAGES.values()]


@crawlers.get("/opensearch.xml")
@public
@same_for_everybody
def open_search() -> Response:
    """Describe the search, so that a browser can offer it."""
    return _file([render_template("crawlers/opensearch.xml", address=_address)], OPEN_SEARCH)


@crawlers.get("/llms.txt")
@public
@same_for_everybody
def llms() -> Response:
    """Say to a language model what is here and where the data are."""
    here = current_locale()
    others = [(each.label, absolute_url("crawlers.llms", each.locale)) for each in LANGUAGES.values() if each.locale != here]
    return _file([render_template("crawlers/llms.txt", address=_address, others=others, licence=licence)], TEXT)


def _address(endpoint: str) -> str:
    """Return the public address of a page in the reader's version."""
    return absolute_url(endpoint, current_locale())


def _file(chunks: Iterable[str], media_type: str) -> Response:
    return Response("".join(chunks), content_type=media_type)
