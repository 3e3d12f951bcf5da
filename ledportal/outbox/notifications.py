"""Reading what comes back to the envelope's sender: delivery status notifications (RFC 3464), their common relatives, and the rest.

Nothing in it is believed here; see :mod:`ledportal.outbox.bounces`. Whatever the bytes are, reading them ends soon and raises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from ledportal.outbox import statuses
from ledportal.outbox.answers import plain

LONGEST = 256 * 1024
MOST_RECIPIENTS = 10_000
WRITTEN_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers", "message/rfc822-headers")
DAEMONS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon)(?:@|$)", re.IGNORECASE)
MESSAGE_ID = re.compile(r"^message-id:\s*(<[!-;=?-~]{1,250}>)", re.IGNORECASE | re.MULTILINE)
BOUNDARY = re.compile(rb"^--", re.MULTILINE)
MOST_PARTS = 200
LONGEST_FIELD = 2000
MOST_FIELDS = 50
LONGEST_TEXT = 20_000
BARE_ADDRESS = re.compile(r"[^\s<>(),;:@\"]{1,64}@[^\s<>(),;:@\"]{1,253}")
ADDRESS = re.compile(r"<[^<>\s]{3,250}>")


@dataclass(frozen=True)
class Reported:
    """What a report says of one recipient.

    Attributes:
        addresses: as it was written to, and as the reporting server knows it; in lower case.
        action: ``failed``, ``delayed``, ``delivered``, ``relayed`` or ``expanded``.
    """

    addresses: frozenset[str]
    action: str
    status: str
    answer: str


@dataclass(frozen=True)
class Notification:
    """A mail that came back.

    Attributes:
        to: the addresses to which it came, of which one may name the mail that it is about.
        message_ids: of the mail that it returns.
        reported: empty where it is no report, such as the answer of somebody who is away.
        subject: of a mail that no machine says it wrote.
    """

    to: tuple[str, ...]
    message_ids: tuple[str, ...]
    reported: tuple[Reported, ...]
    subject: str = ""


def read(content: bytes) -> Notification:
    """Return what a mail says; of a very long one, what its beginning says."""
    content = content[:LONGEST]
    if len(BOUNDARY.findall(content)) > MOST_PARTS:
        content = content[: _end_of_head(content)]
    try:
        mail = message_from_bytes(content)
        parts = list(mail.walk())
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):  # a mail that breaks the parser
        return Notification((), (), ())
    reported = tuple(_report(parts)) or tuple(_plain_text(mail, parts))
    by_hand = _field(mail, "Auto-Submitted").lower() in ("", "no")
    ids = _message_ids(parts) if reported else ()
    return Notification(_receivers(mail), ids, reported, _field(mail, "Subject") if by_hand else "")


def _end_of_head(content: bytes) -> int:
    found = re.search(rb"\r?\n\r?\n", content)
    return found.end() if found else 0


def _receivers(mail: Message) -> tuple[str, ...]:
    found = [str(each)[:LONGEST_FIELD] for name in WRITTEN_TO for each in mail.get_all(name, [])]
    return tuple(address for each in found[:MOST_FIELDS] for address in BARE_ADDRESS.findall(each))


def _report(parts: list[Message]) -> Iterator[Reported]:
    """Yield what the machine's part of a report says: one block of fields for the report, then one for each recipient."""
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = part.get_payload()
            yield from filter(None, map(_reported, blocks[:MOST_RECIPIENTS] if isinstance(blocks, list) else []))


def _reported(block: Message | str) -> Reported | None:
    if not isinstance(block, Message) or not (action := _field(block, "Action").lower()):
        return None
    named = [_field(block, name).rpartition(";")[2] for name in ("Original-Recipient", "Final-Recipient")]
    addresses = frozenset(each.strip().strip("<>").lower() for each in named if each.strip())
    diagnostic = _field(block, "Diagnostic-Code")
    status = _status(_field(block, "Status"), diagnostic)
    return Reported(addresses, action.split()[0], status, diagnostic or status)


def _status(given: str, diagnostic: str) -> str:
    """Return the code; where it is general, the one in the server's own words."""
    status = statuses.parse(given)
    return statuses.parse(diagnostic) or status if not status or status.endswith(".0.0") else status


def _plain_text(mail: Message, parts: list[Message]) -> Iterator[Reported]:
    """Yield what a report for people says, by a mail system's daemon: it names the address, and perhaps a code."""
    if mail.get_content_type() == "multipart/report" or not DAEMONS.match(_sender(mail)):
        return
    text = next((each for each in map(_text, parts) if each), "")[:LONGEST_TEXT]
    named = re.split(r"[\s,;]+", _field(mail, "X-Failed-Recipients")) + ADDRESS.findall(text)
    addresses = frozenset(each.strip("<>").lower() for each in named if "@" in each)
    words = ADDRESS.sub("", text)
    status = statuses.parse(words) or (statuses.NO_SUCH if statuses.NO_MAILBOX.search(words) else "")
    if addresses and status:
        yield Reported(addresses, "failed" if status.startswith("5") else "delayed", status, plain(text))


def _sender(mail: Message) -> str:
    field = _field(mail, "From")
    found = BARE_ADDRESS.search(field)
    return found[0] if found else field


def _message_ids(parts: list[Message]) -> tuple[str, ...]:
    """Return the ids of the mails that are returned, whole or only their headers."""
    found: list[str] = []
    for part in parts:
        if part.get_content_type() in RETURNED:
            inner = part.get_payload()
            found += [_field(each, "Message-ID") for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
            found += MESSAGE_ID.findall(_text(part))
    return tuple(dict.fromkeys(each.strip() for each in found if each))


def _field(part: Message, name: str) -> str:
    return plain(str(part.get(name, "")))


def _text(part: Message) -> str:
    """Return the text of a part in whatever charset, without failing."""
    if part.is_multipart() or part.get_content_maintype() not in ("text", "message"):
        return ""
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
