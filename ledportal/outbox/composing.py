"""A row of the outbox as a mail on the wire. What people wrote can become text of a header and nothing else."""

from __future__ import annotations

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote

from flask import current_app

from ledportal.outbox import envelopes
from ledportal.outbox.models import OutboxMessage

LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,253}")
BOUNDARY = "=_register"
"""Quoted-printable text, where ``=`` is always followed by a code or a line's end, cannot hold it."""
PART = """--{boundary}\r
Content-Type: text/{subtype}; charset="utf-8"\r
Content-Transfer-Encoding: quoted-printable\r
\r
{text}\r
"""
WORD = 39
"""Bytes of one encoded word."""
CONTINUES, BYTE_WITHIN = 0b1100_0000, 0b1000_0000
QUIET = "DR, RN, NRN, OOF, AutoReply"
"""What Exchange shall not answer; that a mail did not arrive it shall say."""


class Undeliverable(ValueError):
    """No server would take this mail; the text says why."""


@dataclass(frozen=True)
class Letter:
    """A mail on the wire: the number of its row, the two addresses on its envelope, and what is in it."""

    number: int
    sender: str
    recipient: str
    content: bytes


def compose(message: OutboxMessage) -> Letter:
    """Return the mail of a row: text and HTML, one recipient, the Message-ID and the date of the row.

    Raises:
        Undeliverable: the address is none.
    """
    address = recipient(message.to_address)
    name, sender = current_app.config["MAIL_DEFAULT_SENDER"]
    headers = {
        "From": f"{phrase(name)}\r\n <{sender}>",
        "To": f"{phrase(message.to_name)}\r\n <{address}>",
        "Subject": phrase(message.subject),
        "Date": format_datetime(message.created_at),
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": QUIET,
        **_ways_out(message),
        "Content-Language": message.locale.replace("_", "-"),
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{BOUNDARY}"',
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Letter(message.id, envelopes.sender(message), address, f"{head}\r\n{_text(message)}".encode("ascii"))


def _ways_out(message: OutboxMessage) -> dict[str, str]:
    """Return what lets a mail program offer to stop such mail in one click (RFC 8058), or by a mail that comes back to the envelope."""
    if not message.unsubscribe_url:
        return {}
    ways = [f"<{message.unsubscribe_url}>"]
    if envelopes.come_back_to_us():
        ways.append(f"<mailto:{quote(envelopes.sender(message), safe='@+')}?subject={envelopes.STOP}>")
    return {"List-Unsubscribe": ",\r\n ".join(ways), "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def phrase(text: str) -> str:
    """Return text in the encoding of headers (RFC 2047), where no character of it means anything to a mail program."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return "\r\n ".join(_words(" ".join(printable.split()).encode()))


def _words(text: bytes) -> Iterator[str]:
    """Yield encoded words, each short enough for a line, none of which ends within a character."""
    while text:
        end = WORD
        while text[end : end + 1] and text[end] & CONTINUES == BYTE_WITHIN:
            end -= 1
        yield f"=?utf-8?b?{b2a_base64(text[:end], newline=False).decode('ascii')}?="
        text = text[end:]


def _text(message: OutboxMessage) -> str:
    texts = {"plain": message.body_text, "html": message.body_html}
    parts = [PART.format(boundary=BOUNDARY, subtype=subtype, text=_quoted(text)) for subtype, text in texts.items()]
    return f"{''.join(parts)}--{BOUNDARY}--\r\n"


def _quoted(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return b2a_qp(lines.encode(), istext=True).decode("ascii").replace("\n", "\r\n")


def recipient(address: str) -> str:
    """Return the one address in the form in which it travels, the domain in ASCII.

    Raises:
        Undeliverable: it is no address, or more than one.
    """
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not (LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise Undeliverable(f"{address!r} is not one email address")
    return f"{local}@{domain}"
