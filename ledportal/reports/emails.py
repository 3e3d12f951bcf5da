"""The mails about an error report: to the members that it came, to the reporter what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from ledportal.accounts.models import User
from ledportal.languages import absolute_url
from ledportal.offices.profile import BY_KEY
from ledportal.outbox.emails import Email
from ledportal.reports.models import ErrorReport
from ledportal.todo.kinds import OUTCOMES

ANSWERED = "error_report_answered"


@dataclass(frozen=True)
class Reporter:
    """Somebody without an account, of whom only the address is known."""

    email: str
    locale: str
    name: str = ""


def received(report: ErrorReport, to: User) -> Email:
    """Return the mail to a member: which section, what was said, and where it is answered."""
    office, section = report.office, BY_KEY[report.section]
    context = {
        "report": report,
        "section": section,
        "municipality": office.name(to.locale),
        "report_url": absolute_url("reports.answer", to.locale, office=office.slug, report=report.id),
        "confirmation_url": absolute_url("offices.confirmation", to.locale, office=office.slug),
    }
    return Email("error_report", to, context, office)


def answered(report: ErrorReport) -> Email:
    """Return the mail to the reporter, no mail of the office. It repeats nothing they wrote: the address may be somebody else's."""
    to = Reporter(report.email, report.locale)
    context = {
        "report": report,
        "section": BY_KEY[report.section],
        "outcome": OUTCOMES[report.outcome or ""],
        "municipality": report.office.name(to.locale),
        "public_url": absolute_url("directory.office", to.locale, slug=report.office.slug),
    }
    return Email(ANSWERED, to, context)
