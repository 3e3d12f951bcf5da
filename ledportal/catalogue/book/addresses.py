"""Where the register shows online what stands in the book."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from ledportal.catalogue.book.frozen import Settings
from ledportal.languages import LANGUAGES


def address(settings: Settings, endpoint: str, **values: Any) -> str:
    """Return the address of a page in the book's version, from the base that was frozen with the edition."""
    base = urlsplit(settings.base_url)
    adapter = current_app.url_map.bind(base.netloc, LANGUAGES[settings.locale].prefix + "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)
