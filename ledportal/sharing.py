"""What a public page tells those that pass it on, search engines and messengers: its one address, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, current_app, request

from ledportal.languages import DEFAULT, LANGUAGES, current_locale

OPEN_GRAPH = {"sr_Latn": "sr_RS", "sr_Cyrl": "sr_RS", "en": "en_GB"}
"""The names that Open Graph has for our versions; it knows Serbian in one script only."""


@dataclass(frozen=True)
class Sharing:
    """How a page is passed on.

    Attributes:
        address: its permanent address in the reader's version.
        versions: the languages and addresses of all versions, and of the one for everybody else.
        locale, other_locales: of Open Graph.
    """

    address: str
    versions: tuple[tuple[str, str], ...]
    locale: str
    other_locales: tuple[str, ...]


def sharing(query: str = "") -> Sharing | None:
    """Return how the page being served is passed on; None for one that is not for everybody, or is opened by a link of one's own.

    Args:
        query: the part of the address after the question mark that makes another page, and not only another way to it.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "access", None) != "public" or "token" in (request.view_args or {}):
        return None
    rest = quote(request.path) + (f"?{query}" if query else "")
    addresses = {each.locale: f"{current_app.config['BASE_URL']}{each.prefix}{rest}" for each in LANGUAGES.values()}
    named = tuple((each.html_lang, addresses[each.locale]) for each in LANGUAGES.values())
    here = OPEN_GRAPH[current_locale()]
    others = tuple(sorted(set(OPEN_GRAPH.values()) - {here}))
    return Sharing(addresses[current_locale()], (*named, ("x-default", addresses[DEFAULT])), here, others)


def init_app(app: Flask) -> None:
    app.add_template_global(sharing)
