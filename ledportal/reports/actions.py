"""The verbs of error reports: one comes in, and somebody says what came of it."""

from __future__ import annotations

from datetime import datetime

from ledportal.accounts.models import User
from ledportal.audit import record
from ledportal.extensions import db
from ledportal.offices.actions import lock_office
from ledportal.offices.declaration import Section
from ledportal.offices.models import Office
from ledportal.outbox.emails import enqueue
from ledportal.reports import emails
from ledportal.reports.models import ErrorReport
from ledportal.todo.actions import close_about, open_task
from ledportal.todo.kinds import Kind, Outcome


class Stale(Exception):
    """The report is not what the person saw."""


class NothingPublic(Exception):
    """The entry was taken down meanwhile."""


def receive(office: Office, section: Section, text: str, *, email: str = "", locale: str, at: datetime) -> ErrorReport:
    """Take a report in, tell the active members, and give staff a task.

    Raises:
        NothingPublic
    """
    lock_office(office.id)
    if office.published_revision_id is None:
        raise NothingPublic
    report = ErrorReport(office=office, section=section.key, revision_id=office.published_revision_id, text=text, email=email,
                         locale=locale, reported_at=at)  # fmt: skip
    db.session.add(report)
    db.session.flush()
    record("report.received", report, by=None, at=at, office=office, section=section.key)
    for member in office.active_members:
        enqueue(emails.received(report, member), at=at)
    open_task(Kind.ERROR_REPORT, office, about=str(report.id), at=at, report=report.id, section=section.key)
    return report


def answer(report: ErrorReport, outcome: Outcome, text: str, *, version: int, by: User, at: datetime) -> None:
    """Write down what came of a report: the staff's task ends with it, and a reporter who left an address is told, but for spam.

    Raises:
        Stale: somebody answered it.
    """
    lock_office(report.office_id)
    db.session.refresh(report)
    if report.outcome is not None or report.version != version:
        raise Stale
    report.outcome, report.answer, report.closed_at, report.closed_by_id = outcome, text, at, by.id
    report.version += 1
    record("report.answered", report, by=by, at=at, office=report.office, section=report.section, outcome=outcome)
    close_about(Kind.ERROR_REPORT, report.office, about=str(report.id), outcome=outcome, by=by, at=at)
    if report.email and outcome != Outcome.SPAM:
        enqueue(emails.answered(report), at=at)
