"""An email as a value, and how it becomes a row of the outbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import force_locale

from ledportal.extensions import db
from ledportal.languages import absolute_url
from ledportal.outbox.models import OutboxMessage


class Recipient(Protocol):
    """Who can get an email: an account, or an invited address."""

    @property
    def email(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def locale(self) -> str: ...


@dataclass(frozen=True)
class Email:
    """What is sent to one person: the folder of templates under ``templates/email/`` and what they need.

    With an ``unsubscribe_url`` (:mod:`ledportal.outbox.unsubscribing`) it is a mail that one may do without, and says how.
    """

    template: str
    to: Recipient
    context: Mapping[str, Any] = field(default_factory=dict)
    office: Any = None
    unsubscribe_url: str | None = None


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(email: Email) -> Rendered:
    """Render an email in its receiver's language and script."""
    context = {
        **email.context,
        "to": email.to,
        "office": email.office,
        "home_url": absolute_url("directory.home", email.to.locale),
        "unsubscribe_url": email.unsubscribe_url,
    }
    folder = f"email/{email.template}"
    with force_locale(email.to.locale):
        subject = " ".join(render_template(f"{folder}/subject.txt", **context).split())
        text = re.sub(r"\n{3,}", "\n\n", render_template(f"{folder}/body.txt", **context)).strip() + "\n"
        return Rendered(subject, text, render_template(f"{folder}/body.html", **context))


def enqueue(email: Email, *, at: datetime, key: str | None = None) -> OutboxMessage:
    """Add an email to the running transaction; the worker sends it after the commit."""
    rendered = render(email)
    message = OutboxMessage(
        key=key,
        message_id=make_msgid(domain=urlsplit(current_app.config["BASE_URL"]).hostname),
        template=email.template,
        locale=email.to.locale,
        to_address=email.to.email,
        to_name=email.to.name,
        subject=rendered.subject[:300],
        body_text=rendered.text,
        body_html=rendered.html,
        office_slug=email.office.slug if email.office is not None else None,
        unsubscribe_url=email.unsubscribe_url,
        created_at=at,
        next_attempt_at=at,
    )
    db.session.add(message)
    return message
