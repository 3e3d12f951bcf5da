"""Answers of the API: JSON under an ETag, a page with the address of the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from ledportal.languages import absolute_url, request_locale
from ledportal.opendata.api.paging import Asked, Page
from ledportal.opendata.files import marked
from ledportal.opendata.sending import Making

Content = dict[str, Any]


def of_page(page: Page, asked: Asked, making: Making) -> Content:
    """Return a page as it is answered."""
    return {
        **marked(),
        "as_of": making.today.isoformat(),
        "version": making.version,
        "next": _next(asked, page.after) if page.after else None,
        "data": page.records,
    }


def _next(asked: Mapping[str, list[str]], after: str) -> str:
    """Return the address of the next page: the same, with another cursor."""
    return absolute_url(str(request.endpoint), request_locale(), **{**asked, "cursor": after})
