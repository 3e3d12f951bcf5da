"""The audit log."""

from __future__ import annotations

from flask import render_template, request

from ledportal import audit_words
from ledportal.access import Permission, requires
from ledportal.administration import queries
from ledportal.administration.forms import AuditFilter
from ledportal.administration.verbs import verb_label
from ledportal.administration.views import administration
from ledportal.languages import current_locale
from ledportal.offices.queries import named
from ledportal.paging import paginate


@administration.get("/moderacija/dnevnik/")
@requires(Permission.MODERATE)
def audit_log() -> str:
    """List who did what to what, the newest first."""
    form = AuditFilter(request.args).offer(queries.verbs())
    form.validate()
    typed = {"text": form.q.data, "office": form.office.data, "actor": form.actor.data}
    page = paginate(queries.audit_events(**typed, verb=form.chosen("verb"), since=form.since.day, until=form.until.day))
    people = queries.people({number for each in page.items for number in audit_words.people_in(each)})
    offices = named({slug for each in page.items for slug in audit_words.offices_in(each)})
    known = audit_words.Known(
        {number: each.name for number, each in people.items() if not each.deleted_at},
        {slug: each.municipality.name(current_locale()) for slug, each in offices.items()},
    )
    words = {"known": known, "details": audit_words.details, "subject": audit_words.subject, "verb_label": verb_label}
    return render_template("administration/audit_log.html", page=page, form=form, people=people, **words)
