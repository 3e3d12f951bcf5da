"""The kinds of a profile's fields: what may be typed, and the one form in which it is kept.

``parse`` gives the canonical value and is idempotent; a draft keeps what does not parse as it was typed. Canonical values
are JSON: text for everything that is typed (decimals with a point, dates as ISO 8601, phones as E.164), a bool for a flag,
a list of codes for several choices and for files. Pure: no Flask, no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ledportal.text import N_

HARD_LIMIT = 20_000
"""Characters that a draft keeps of a text that is too long; more is refused."""


class Invalid(ValueError):
    """What was typed is not acceptable; ``message`` is a msgid and ``values`` its placeholders."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message % values)
        self.message = message
        self.values = values


@dataclass(frozen=True)
class Text:
    """One line."""

    longest: int = 300
    shortest: int = 0
    empty: ClassVar[Any] = ""

    def parse(self, typed: Any) -> Any:
        """Return the canonical value of what was typed, which is not empty.

        Raises:
            Invalid: with the sentence that stands beside the field.
        """
        text = self.clean(str(typed))
        if len(text) > self.longest:
            raise Invalid(N_("Shorten this to %(limit)s characters or fewer; it has %(length)s"), limit=self.longest, length=len(text))
        if len(text) < self.shortest:
            raise Invalid(N_("Enter at least %(limit)s characters"), limit=self.shortest)
        return self.check(text)

    def clean(self, text: str) -> str:
        return " ".join(text.split())

    def check(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class LongText(Text):
    """Paragraphs."""

    longest: int = 1500

    def clean(self, text: str) -> str:
        return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


@dataclass(frozen=True)
class Choice:
    """One of several options; ``options`` maps codes to labels."""

    options: dict[str, str] = field(hash=False)
    empty: ClassVar[Any] = ""

    def parse(self, typed: Any) -> Any:
        if not isinstance(typed, str) or typed not in self.options:
            raise Invalid(N_("Choose one of the options"))
        return typed


@dataclass(frozen=True)
class Choices:
    """Several of the options, each once, in the order of the declaration."""

    options: dict[str, str] = field(hash=False)
    most: int = 100
    empty: ClassVar[Any] = []

    def parse(self, typed: Any) -> Any:
        if not isinstance(typed, list) or any(code not in self.options for code in typed):
            raise Invalid(N_("Choose from the options"))
        if len(set(typed)) > self.most:
            raise Invalid(N_("Choose at most %(limit)s"), limit=self.most)
        return [code for code in self.options if code in typed]


@dataclass(frozen=True)
class Flag:
    """A checkbox."""

    empty: ClassVar[Any] = False

    def parse(self, typed: Any) -> Any:
        return typed is True


@dataclass(frozen=True)
class Files:
    """Attachments, by their ids; the upload itself is checked where it arrives."""

    purpose: str
    most: int = 1
    empty: ClassVar[Any] = []

    def parse(self, typed: Any) -> Any:
        if not isinstance(typed, list) or any(not re.fullmatch(r"[0-9a-f]{32}", str(each)) for each in typed):
            raise Invalid(N_("Choose the file again"))
        if len(typed) > self.most:
            raise Invalid(N_("Keep at most %(limit)s files"), limit=self.most)
        return typed


Kind = Text | Choice | Choices | Flag | Files
