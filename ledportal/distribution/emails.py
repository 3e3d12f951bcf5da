"""The mail that tells of a new edition; one may do without it."""

from __future__ import annotations

from dataclasses import dataclass

from ledportal.catalogue.models import Edition
from ledportal.distribution.models import Recipient
from ledportal.languages import absolute_url
from ledportal.outbox.addresses import normal
from ledportal.outbox.emails import Email
from ledportal.outbox.unsubscribing import unsubscribe_url


@dataclass(frozen=True)
class Reader:
    """Somebody who wants the PDF: the person, where one is known, else the institution."""

    email: str
    name: str
    locale: str


def announcement(edition: Edition, recipient: Recipient) -> Email:
    """Return the mail about a published edition."""
    to = Reader(recipient.email, recipient.person or recipient.name, recipient.locale)
    context = {
        "edition": edition,
        "person": recipient.person,
        "url": absolute_url("catalogue.published_edition", to.locale, slug=edition.slug),
    }
    return Email("edition_announced", to, context, recipient.office, unsubscribe_url(to.email, None, to.locale))


def key(edition: Edition, address: str) -> str:
    """Return what lets one mail about an edition into the queue for each address."""
    return f"edition:{edition.id}:{normal(address)}"
