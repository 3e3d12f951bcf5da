"""A mail as it would be for an office of the register, to look at. Nothing of it is stored, and its links lead nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ledportal.days import belgrade_day, months_later
from ledportal.freshness import emails, texts
from ledportal.freshness.emails import Entry
from ledportal.freshness.texts import Text
from ledportal.offices.confirmation_links import Purpose
from ledportal.offices.emails import Addressee
from ledportal.offices.ends import End, ends
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Listing
from ledportal.offices.queries import first_listing
from ledportal.offices.settings import current_periods
from ledportal.offices.standing import from_values, section_due
from ledportal.outbox import previews
from ledportal.outbox.emails import Email, Rendered


def sample(name: str, locale: str, text: Text, *, at: datetime) -> Rendered | None:
    """Return a mail with a text as it would be for the first office of the directory; None where nothing is published yet."""
    listing = first_listing()
    if listing is None:
        return None
    email = _email(name, _entry(listing, at), Addressee(previews.ADDRESS, listing.content["contact"]["head"], locale), at)
    subject, paragraphs = texts.fill_all(text, emails.values(_entry(listing, at), locale))
    return previews.sample(replace(email, context={**email.context, "subject": subject, "paragraphs": paragraphs}))


def _entry(listing: Listing, at: datetime) -> Entry:
    """Return the entry as if it were due now."""
    day, periods, sections = belgrade_day(at), current_periods(), from_values(listing.sections)
    first = min(sections, key=lambda key: section_due(key, sections[key], periods))
    sections[first] = replace(sections[first], confirmed=months_later(day, -periods.months[first]))
    return Entry(listing.office, listing.content, day, sections, periods, listing.published_at)


def _email(name: str, entry: Entry, to: Addressee, at: datetime) -> Email:
    if name == "ending":
        soon = belgrade_day(at) + timedelta(days=entry.periods.ending)
        return emails.ending(entry, list(ends(entry.content))[:2] or [End("environment.certificate", soon)], to)
    link = ConfirmationLink(id=0, purpose=Purpose.REMINDER, office_id=0, due_on=entry.due_on, expires_at=at + entry.periods.link_holds)
    return emails.reminder(entry, int(name[-1]), link, to, at=at)
