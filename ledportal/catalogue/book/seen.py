"""What was put into words already, in the one version of a book: the same few labels and values stand on its pages thousands of times."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from ledportal.languages import current_locale
from ledportal.offices.declaration import Field
from ledportal.offices.display import Shown, shown

LONGEST = 80
"""Characters of a value that may well come again."""


class Seen:
    """The labels and values of a book that is being made; the fields are those of the declaration, which stay.

    Attributes:
        typed: the language of what offices write, where it is not the book's.
    """

    def __init__(self) -> None:
        self.typed = "sr-Latn" if current_locale() == "en" else ""
        self._labels: dict[str, str] = {}
        self._values: dict[tuple[int, Any], Shown | None] = {}

    def label(self, message: str) -> str:
        if message not in self._labels:
            self._labels[message] = gettext(message)
        return self._labels[message]

    def shown(self, spec: Field, value: Any) -> Shown | None:
        if isinstance(value, str) and len(value) > LONGEST:
            return shown(spec, value)
        key = id(spec), tuple(value) if isinstance(value, list) else value
        if key not in self._values:
            self._values[key] = shown(spec, value)
        return self._values[key]
