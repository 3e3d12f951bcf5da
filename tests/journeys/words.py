"""What stands on the pages of one version of the register: its words and its days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from flask_babel import force_locale, gettext

from ledportal.dates import format_date

VERSIONS = {"latin": ("", "sr_Latn"), "cyrillic": ("/cir", "sr_Cyrl"), "english": ("/en", "en")}
"""The beginning of the addresses, and the locale, of each."""


class Words:
    """The words of a version, by their msgids."""

    def __init__(self, app: Flask, version: str) -> None:
        self._app = app
        self.prefix, self._locale = VERSIONS[version]

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        with self._app.app_context(), force_locale(self._locale):
            yield

    def __call__(self, msgid: str, **values: object) -> str:
        with self._spoken():
            return gettext(msgid, **values)

    def day(self, day: date) -> str:
        with self._spoken():
            return format_date(day)
