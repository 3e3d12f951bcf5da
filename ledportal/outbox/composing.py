"""A row of the outbox as a mail on the wire. What people wrote can become text of a header and nothing else."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from flask import current_app

from ledportal.outbox.models import OutboxMessage

POLICY = SMTP.clone(cte_type="7bit")
LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,253}")


class Undeliverable(ValueError):
    """No server would take this mail; the text says why."""


def compose(message: OutboxMessage) -> EmailMessage:
    """Return the mail of a row: text and HTML, one recipient, the Message-ID and the date of the row.

    Raises:
        Undeliverable: the address is none.
    """
    name, sender = current_app.config["MAIL_DEFAULT_SENDER"]
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(_line(name), addr_spec=sender)
    mail["To"] = Address(_line(message.to_name), addr_spec=recipient(message.to_address))
    mail["Subject"] = _line(message.subject)
    mail["Date"] = message.created_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body_text)
    mail.add_alternative(message.body_html, subtype="html")
    mail["Content-Language"] = message.locale.replace("_", "-")
    return mail


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


def _line(text: str) -> str:
    """Return the text as one line; ``=?`` is parted, or a reader would decode it, line breaks and further headers included."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.replace("=?", "= ?").split())
