"""The mails of freshness: each function returns a value; ``outbox.enqueue`` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale

from ledportal.dates import format_date_in_sentence
from ledportal.days import belgrade_day
from ledportal.freshness import texts
from ledportal.freshness.policy import marked_on
from ledportal.languages import absolute_url
from ledportal.offices import confirmation_links
from ledportal.offices.content import public_content
from ledportal.offices.display import field_label
from ledportal.offices.ends import End
from ledportal.offices.excerpt import excerpts
from ledportal.offices.freshness_models import ConfirmationLink
from ledportal.offices.models import Office
from ledportal.offices.periods import Periods
from ledportal.offices.standing import Sections
from ledportal.outbox.emails import Email, Recipient
from ledportal.outbox.unsubscribing import unsubscribe_url

MOST_NAMED = 100
"""Offices that one mail to staff names."""


@dataclass(frozen=True)
class Entry:
    """An office's public entry as a mail shows it, and the days that count for it."""

    office: Office
    content: Mapping[str, Any]
    due_on: date
    sections: Sections
    periods: Periods
    published_at: datetime


def reminder(entry: Entry, stage: int, link: ConfirmationLink, to: Recipient, *, at: datetime) -> Email:
    """Return the reminder of a stage, with the link that confirms."""
    today = belgrade_day(at)
    with force_locale(to.locale):
        shown = excerpts(public_content(entry.content), entry.sections, entry.periods, today=today)
        context = {
            **_introduction(f"reminder_{stage}", entry, to),
            "due_titles": [each.title for each in shown if each.is_due],
            "excerpts": sorted(shown, key=lambda each: not each.is_due),
            "confirm_url": absolute_url("reminders.confirm", to.locale, token=confirmation_links.token(link)),
            "link_until": link.expires_at,
            **_addresses(entry, to),
        }
    return _mail("reminder", to, context, entry)


def ending(entry: Entry, ends: Sequence[End], to: Recipient) -> Email:
    """Return the notice of documents and certificates that end."""
    with force_locale(to.locale):
        named = [(field_label(end.about, entry.content), end.on) for end in ends]
        context = {**_introduction("ending", entry, to), "ends": named, **_addresses(entry, to)}
        context["change_url"] = absolute_url("offices.overview", to.locale, office=entry.office.slug)
    return _mail("ending", to, context, entry)


def _mail(template: str, to: Recipient, context: Mapping[str, Any], entry: Entry) -> Email:
    return Email(template, to, context, entry.office, unsubscribe_url(to.email, entry.office.slug, to.locale))


def no_answer(named: Sequence[tuple[Office, date]], number: int, to: Recipient) -> Email:
    """Return the notice to a member of staff of so many offices that have let the last reminder of a due day come; the first are named."""
    shown = [
        (office.name(to.locale), due_on, absolute_url("administration.office", to.locale, office=office.slug)) for office, due_on in named
    ]
    context = {"rows": shown, "number": number, "more": number - len(shown), "todo_url": absolute_url("todo.index", to.locale)}
    return Email("no_answer", to, context)


def values(entry: Entry, locale: str) -> dict[str, str]:
    """Return what the placeholders of the texts stand for."""
    marked, outdated = marked_on(entry.due_on, entry.sections, entry.periods), entry.due_on + entry.periods.outdated_after
    days = {"rok": entry.due_on, "oznaka": marked, "zastarelo": outdated}
    with force_locale(locale):
        return {"opština": entry.office.name(locale), **{name: format_date_in_sentence(day) for name, day in days.items()}}


def _introduction(name: str, entry: Entry, to: Recipient) -> dict[str, Any]:
    subject, paragraphs = texts.fill_all(texts.text(name, to.locale), values(entry, to.locale))
    return {"subject": subject, "paragraphs": paragraphs}


def _addresses(entry: Entry, to: Recipient) -> dict[str, str]:
    slug = entry.office.slug
    return {
        "municipality": entry.office.name(to.locale),
        "change_url": absolute_url("offices.confirmation", to.locale, office=slug),
        "public_url": absolute_url("directory.office", to.locale, slug=slug),
    }
