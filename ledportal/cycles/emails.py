"""The mails of a cycle: the text that staff wrote, within a frame that says what to do."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

from ledportal.accounts.models import User
from ledportal.cycles.models import Cycle
from ledportal.cycles.recipients import Reached, Registry
from ledportal.languages import absolute_url
from ledportal.offices import confirmation_links
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office
from ledportal.outbox.emails import Email, Recipient
from ledportal.outbox.unsubscribing import unsubscribe_url
from ledportal.text import N_

WISHES = {
    "confirm": N_("Members, by email, with a link that confirms the published profile"),
    "fill_in": N_("Members, by email, with a link to fill in the profile"),
    "register": N_("Registry office, by email, with a link to register for the municipality"),
}
"""What the cycle's mails ask for."""


def invitation(cycle: Cycle, office: Office, to: Recipient, *, link: ConfirmationLink | None = None, again: bool = False) -> Email:
    """Return the invitation to one person: to confirm where there is a link, else to fill in the profile, or to ask for the office."""
    wish = "register" if isinstance(to, Registry) else "confirm" if link is not None else "fill_in"
    context = {
        "cycle": cycle,
        "cycle_name": name_of(cycle, to.locale),
        "cycle_text": cycle.text_en if to.locale == "en" and cycle.text_en else cycle.text,
        "text_lang": "sr-Latn" if to.locale == "en" and not cycle.text_en else None,
        "again": again,
        "wish": wish,
        "municipality": office.name(to.locale),
        "url": _url(wish, office, to.locale, link),
        "contact": current_app.config["CONTACT_EMAIL"],
        "overview_url": absolute_url("offices.overview", to.locale, office=office.slug),
        "public_url": absolute_url("directory.office", to.locale, slug=office.slug),
    }
    return Email("cycle_invitation", to, context, office, unsubscribe_url(to.email, office.slug, to.locale))


def name_of(cycle: Cycle, locale: str) -> str:
    """Return a cycle's name in a version."""
    return cycle.name_en if locale == "en" and cycle.name_en else cycle.name


def _url(wish: str, office: Office, locale: str, link: ConfirmationLink | None) -> str:
    if wish == "register":
        claim = urlsplit(absolute_url("memberships.claim", locale, opstina=office.slug))
        return absolute_url("accounts.register", locale, next=f"{claim.path}?{claim.query}")
    if link is not None:
        return absolute_url("reminders.confirm", locale, token=confirmation_links.token(link))
    return absolute_url("offices.overview", locale, office=office.slug)


def key(cycle: Cycle, office: Office, to: User | Registry, *, reminder: str = "") -> str:
    """Return what lets each mail of a cycle into the queue once; ``reminder`` tells the later ones apart."""
    whom = Reached.REGISTRY if isinstance(to, Registry) else str(to.id)
    return ":".join(["cycle", str(cycle.id), str(office.id), whom, *([reminder] if reminder else [])])
