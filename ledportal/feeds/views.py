"""Atom feeds: the same for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import public
from ledportal.days import belgrade_day
from ledportal.feeds import atom, news, queries
from ledportal.feeds.atom import Feed
from ledportal.languages import LANGUAGES, absolute_url, current_locale
from ledportal.offices.addresses import lead_on
from ledportal.offices.change_queries import directory_changed_at
from ledportal.offices.news_queries import News
from ledportal.page_cache import same_for_everybody
from ledportal.search import criteria
from ledportal.search.criteria import Invalid
from ledportal.search.finding import find

feeds = Blueprint("feeds", __name__)


@feeds.get("/novosti.atom")
@public
@same_for_everybody
def everything() -> Response:
    """Tell what changed in the whole register."""
    return _answer("novosti", "", queries.latest(), page="directory.home")


@feeds.get("/okruzi/<string:slug>/novosti.atom")
@public
@same_for_everybody
def district(slug: str) -> Response:
    """Tell what changed in a district."""
    found = queries.district(slug) or abort(404)
    return _answer(
        f"okrug/{found.slug}", found.name(current_locale()), queries.latest(within=found), page="directory.index", okrug=found.slug
    )


@feeds.get("/kancelarije/<string:slug>/novosti.atom")
@public
@same_for_everybody
def office(slug: str) -> ResponseReturnValue:
    """Tell what changed of one office."""
    found = queries.office(slug)
    if found is None:
        return lead_on(slug)
    title = news.place_name(found.municipality)
    return _answer(f"kancelarija/{found.slug}", title, queries.latest(of=found), page="directory.office", slug=found.slug)


@feeds.get("/kancelarije/novosti.atom")
@public
@same_for_everybody
def result() -> Response:
    """Tell what changed of the offices that a search finds."""
    try:
        asked = criteria.from_args(request.args).without("order")
    except Invalid:
        abort(404)
    query = urlencode(criteria.to_args(asked))
    found = find(asked, today=belgrade_day(clock.now()))
    title = asked.text or gettext("Search result")
    return _answer(f"pretraga?{query}", title, queries.latest(ids=found.ids), page="directory.index", query=query)


def _answer(name: str, about: str, told: Sequence[News], *, page: str, query: str = "", **values: str) -> Response:
    """Return a feed of the changes; ``about`` says which they are, ``query`` is the part of both addresses after the question mark."""
    locale, entries = current_locale(), news.entries(told)
    asked = f"?{query}" if query else ""
    feed = Feed(
        name=news.name(name),
        title=": ".join([gettext("Register of LED offices"), *([about] if about else [])]),
        language=LANGUAGES[locale].html_lang,
        url=absolute_url(request.endpoint or "", locale, **(request.view_args or {})) + asked,
        page=absolute_url(page, locale, **values) + asked,
        home=absolute_url("directory.home", locale),
        updated=entries[0].at if entries else directory_changed_at(),
        entries=entries,
    )
    return Response("".join(atom.render(feed)), content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")
