"""Which feeds tell of what a page shows, for the head of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext

from ledportal.search import criteria
from ledportal.search.criteria import Invalid

WITH_FEEDS = ("directory.home", "directory.index", "directory.office")


@dataclass(frozen=True)
class FeedLink:
    title: str
    url: str


def page_feeds() -> list[FeedLink]:
    """Return the feeds that belong to the page being served, the closest one first."""
    return [*_feeds()] if request.endpoint in WITH_FEEDS else []


def _feeds() -> Iterator[FeedLink]:
    if request.endpoint == "directory.office":
        yield FeedLink(gettext("What changed of this office"), url_for("feeds.office", **(request.view_args or {})))
    elif request.endpoint == "directory.index" and (asked := _asked()):
        districts = [value for name, value in asked if name == "okrug"]
        if len(asked) == len(districts) == 1:
            yield FeedLink(gettext("What changed in this district"), url_for("feeds.district", slug=districts[0]))
        else:
            yield FeedLink(gettext("What changed of the offices found"), f"{url_for('feeds.result')}?{urlencode(asked)}")
    yield FeedLink(gettext("What changed in the register"), url_for("feeds.everything"))


def _asked() -> list[tuple[str, str]]:
    """Return what the directory is asked for, where that is anything that exists."""
    try:
        return criteria.to_args(criteria.from_args(request.args).without("order"))
    except Invalid:
        return []
