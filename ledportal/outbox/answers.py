"""How an attempt to send failed: what the server said, and what it means for the mail and for the address."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from ledportal.outbox import statuses
from ledportal.outbox.composing import Undeliverable

LONGEST = 1000
NO_ADDRESS = "5.1.3"


@dataclass(frozen=True)
class Answer:
    """An answer: its text as a line for staff, its enhanced status code (RFC 3463), whether another try is pointless, and whether
    nothing will ever arrive at the address."""

    text: str
    status: str
    permanent: bool
    dead: bool


def of(error: Exception) -> Answer:
    """Return what an error says."""
    text = plain(_said(error))
    status = NO_ADDRESS if isinstance(error, Undeliverable) else statuses.parse(text)
    permanent = is_permanent(error)
    return Answer(text, status, permanent, permanent and statuses.is_dead(status))


def is_permanent(error: Exception) -> bool:
    """Say whether another try is pointless: there is no such address, or the server refuses this very mail.

    That it refuses the sender is the fault of the settings, and no mail's.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _text in error.recipients.values())
    return isinstance(error, Undeliverable) or (isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600)


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, text),) = error.recipients.values()
        return f"{code} {_text(text)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) if isinstance(error, Undeliverable) else f"{type(error).__name__}: {error}"


def _text(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode("utf-8", "replace")


def plain(text: str) -> str:
    """Return text from a mail server as one line without control characters, in bounds."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:LONGEST]
