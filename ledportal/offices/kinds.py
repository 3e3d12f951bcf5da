"""The kinds of a profile's fields: what may be typed, and the one form in which it is kept.

``parse`` gives the canonical value and is idempotent; a draft keeps what does not parse as it was typed. Canonical values
are JSON: text for everything that is typed (decimals with a point, dates as ISO 8601, phones as E.164), a bool for a flag,
a list of codes for several choices and for files. Pure: no Flask, no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.rs import pib

from ledportal.days import typed_day
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
class Email(Text):
    longest: int = 254

    def check(self, text: str) -> str:
        try:
            return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
        except EmailNotValidError:
            raise Invalid(N_("Enter an email address in the form office@example.rs")) from None


@dataclass(frozen=True)
class Phone(Text):
    """A telephone number, kept as E.164; a number without a country is Serbian."""

    longest: int = 40

    def check(self, text: str) -> str:
        try:
            number = phonenumbers.parse(text, "RS")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise Invalid(N_("Enter a telephone number in the form 034 306 100"))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Link(Text):
    """An http or https address; a missing scheme becomes https."""

    longest: int = 500

    def check(self, text: str) -> str:
        address = text if "://" in text else f"https://{text}"
        try:
            parts = urlsplit(address)
            host, port_ok = parts.hostname or "", parts.port is None or parts.port > 0
        except ValueError:
            host, port_ok = "", False
        if _is_no_web_address(host, address) or not port_ok:
            raise Invalid(N_("Enter a web address in the form www.example.rs"))
        return address


def _is_no_web_address(host: str, address: str) -> bool:
    """Say whether an address is no web address that a visitor can open."""
    scheme, _, rest = address.partition("://")
    if scheme.lower() not in {"http", "https"} or "." not in host.strip("."):
        return True
    return "@" in rest.split("/")[0] or re.search(r"[\s<>\"\\]", address) is not None


@dataclass(frozen=True)
class Integer(Text):
    """A whole number between bounds."""

    lowest: int = 0
    highest: int = 1_000_000_000
    longest: int = 40

    def check(self, text: str) -> str:
        digits = re.sub(r"[ .](?=\d{3}(\D|$))", "", text)
        if not re.fullmatch(r"-?[0-9]{1,15}", digits):
            raise Invalid(N_("Enter a whole number, for example 12"))
        if not self.lowest <= int(digits) <= self.highest:
            raise Invalid(N_("Enter a number from %(lowest)s to %(highest)s"), lowest=self.lowest, highest=self.highest)
        return str(int(digits))


@dataclass(frozen=True)
class Year(Text):
    """A year."""

    lowest: int = 1900
    highest: int = 2100
    longest: int = 10

    def check(self, text: str) -> str:
        digits = text.rstrip(".")
        if not re.fullmatch(r"[0-9]{4}", digits) or not self.lowest <= int(digits) <= self.highest:
            raise Invalid(N_("Enter a year from %(lowest)s to %(highest)s"), lowest=str(self.lowest), highest=str(self.highest))
        return digits


@dataclass(frozen=True)
class Number(Text):
    """A decimal number with at most two places, typed with a comma or a point."""

    lowest: Decimal = Decimal(0)
    highest: Decimal = Decimal(1_000_000_000)
    above_lowest: bool = False
    longest: int = 40

    def check(self, text: str) -> str:
        number = _decimal(text)
        if number is None:
            raise Invalid(N_("Enter a number with at most two decimal places, for example 12,5"))
        if number < self.lowest or number > self.highest or (self.above_lowest and number == self.lowest):
            if self.above_lowest:
                raise Invalid(N_("Enter a number greater than %(lowest)s"), lowest=self.lowest)
            raise Invalid(N_("Enter a number from %(lowest)s to %(highest)s"), lowest=self.lowest, highest=self.highest)
        return format(number.normalize(), "f") if number else "0"


def _decimal(text: str) -> Decimal | None:
    """Read 12,5 and 12.5, 1.250 and 1 250,75; three digits after a point are thousands, since two places are all there are."""
    compact = re.sub(r"[ .](?=\d{3}(\D|$))", "", text).replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", compact):
        return None
    try:
        return Decimal(compact)
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class Day(Text):
    """A date, typed as 11.12.2026. or 2026-12-11."""

    longest: int = 30

    def check(self, text: str) -> str:
        day = typed_day(text)
        if day is None:
            raise Invalid(N_("Enter a date in the form 11.12.2026."))
        return day.isoformat()


@dataclass(frozen=True)
class Postcode(Text):
    """Five digits, the first of them 1 to 3."""

    longest: int = 20

    def check(self, text: str) -> str:
        digits = text.replace(" ", "")
        if not re.fullmatch(r"[123][0-9]{4}", digits):
            raise Invalid(N_("Enter a postcode of five digits, for example 34000"))
        return digits


@dataclass(frozen=True)
class TaxNumber(Text):
    """PIB: nine digits, the last a check digit (ISO 7064 MOD 11,10)."""

    longest: int = 20

    def check(self, text: str) -> str:
        try:
            return str(pib.validate(text))
        except StdnumError:
            raise Invalid(N_("Check the tax number (PIB): it has nine digits, and the last one depends on the others")) from None


@dataclass(frozen=True)
class RegistrationNumber(Text):
    """Matični broj: eight digits."""

    longest: int = 20

    def check(self, text: str) -> str:
        digits = text.replace(" ", "")
        if not re.fullmatch(r"[0-9]{8}", digits):
            raise Invalid(N_("Enter a registration number of eight digits"))
        return digits


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
