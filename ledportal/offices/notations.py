"""The kinds of a line that is written in a certain way: addresses, numbers, dates and official numbers. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.rs import pib

from ledportal.days import typed_day
from ledportal.offices.kinds import Invalid, Text
from ledportal.text import N_

MOST_KNOWN = 4096
"""Addresses and numbers that are remembered: whoever shows them asks for each again and again, and each takes long to read."""


@dataclass(frozen=True)
class Email(Text):
    longest: int = 254

    def check(self, text: str) -> str:
        try:
            return _normalized(text)
        except EmailNotValidError:
            raise Invalid(N_("Enter an email address in the form office@example.rs")) from None


@lru_cache(MOST_KNOWN)
def _normalized(email: str) -> str:
    return validate_email(email, check_deliverability=False, allow_smtputf8=False).normalized


@dataclass(frozen=True)
class Phone(Text):
    """A telephone number, kept as E.164; a number without a country is Serbian."""

    longest: int = 40

    def check(self, text: str) -> str:
        if (number := _e164(text)) is None:
            raise Invalid(N_("Enter a telephone number in the form 034 306 100"))
        return number


@lru_cache(MOST_KNOWN)
def _e164(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, "RS")
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None


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
