"""What a server sends back for a mail that it took and could not deliver."""

from __future__ import annotations

from email.message import EmailMessage

from tests.outbox.smtp import Received


def notification(mail: Received, status: str = "5.1.1") -> bytes:
    """Return the delivery status notification (RFC 3464) that a server sends back for a mail that it took first."""
    whole = EmailMessage()
    whole["From"], whole["To"], whole["Subject"] = "MAILER-DAEMON@mx.example.org", mail.sender, "Undelivered Mail Returned to Sender"
    whole["Auto-Submitted"] = "auto-replied"
    fields = (
        f"Reporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; {mail.recipients[0]}\r\nAction: failed\r\nStatus: {status}\r\n"
    )
    boundary = "=-=grenze=-="
    parts = [
        "Content-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n",
        f"Content-Type: message/delivery-status\r\n\r\n{fields}",
        f"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail.mail['Message-ID']}\r\n",
    ]
    head = "".join(f"{name}: {text}\r\n" for name, text in whole.items())
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    kind = f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"'
    return f"Return-Path: <>\r\nDelivered-To: {mail.sender}\r\n{head}MIME-Version: 1.0\r\n{kind}\r\n\r\n{body}--{boundary}--\r\n".encode()
