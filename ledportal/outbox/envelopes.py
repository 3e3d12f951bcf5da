"""The sender on the envelope: another one for each mail (VERP), signed, so that a bounce names its mail and nobody can make one up.

It is the bounce address (``LEDPORTAL_BOUNCE_ADDRESS``, else ``LEDPORTAL_MAIL_FROM``) with ``+``, the number of the mail and a signature.
``LEDPORTAL_VERP=no`` leaves that out, for a provider without such addresses.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from flask import current_app

from ledportal.extensions import db
from ledportal.outbox.models import OutboxMessage

TAGGED = re.compile(r"([^@\s]{1,64})\+(\d{1,10})-([a-z2-7]{16})@([^@\s]{1,253})", re.IGNORECASE)
LARGEST = 2**31 - 1
STOP = "unsubscribe"
"""The subject of a mail by which a mail program says that its reader wants no more of the kind."""


def sender(message: OutboxMessage) -> str:
    """Return the sender on the envelope of a mail."""
    address = str(current_app.config["MAIL_BOUNCE_ADDRESS"])
    if not current_app.config["MAIL_VERP"]:
        return address
    local, _, domain = address.rpartition("@")
    return f"{local}+{message.id}-{_signature(message)}@{domain}"


def come_back_to_us() -> bool:
    """Say whether what comes to the envelope's sender is read by us: it is signed, and not the author's own address."""
    config = current_app.config
    return bool(config["MAIL_VERP"] and config["MAIL_BOUNCE_ADDRESS"] != config["MAIL_DEFAULT_SENDER"][1])


def is_tagged(address: str) -> bool:
    """Say whether an address claims to belong to a mail, rightly or not."""
    return TAGGED.fullmatch(address) is not None


def find(address: str) -> OutboxMessage | None:
    """Return the mail that an address belongs to; None where it is none of ours, or the signature is wrong."""
    found = TAGGED.fullmatch(address)
    if found is None or f"{found[1]}@{found[4]}".lower() != str(current_app.config["MAIL_BOUNCE_ADDRESS"]).lower():
        return None
    number = int(found[2])
    message = db.session.get(OutboxMessage, number) if number <= LARGEST else None
    is_ours = message is not None and hmac.compare_digest(_signature(message), found[3].lower())
    return message if is_ours else None


def _signature(message: OutboxMessage) -> str:
    """Sign a mail's number with its Message-ID: after a restored backup the same number may stand for another mail."""
    signed = hmac.digest(_key(), f"{message.id} {message.message_id}".encode(), "sha256")
    return base64.b32encode(signed[:10]).decode().lower()


def _key() -> bytes:
    return hashlib.sha256(f"bounce {current_app.secret_key!s}".encode()).digest()
