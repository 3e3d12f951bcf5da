"""The staff's page of reminders."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.dates import page_time
from ledportal.freshness import overview_queries as queries
from ledportal.freshness.forms import ReminderFilter
from ledportal.freshness.views import REMINDERS, pages
from ledportal.offices.models import Office
from ledportal.paging import Page, paginate, paginate_list


@pages.get(REMINDERS)
@requires(Permission.MODERATE)
def overview() -> str:
    """Show who will be reminded when if nobody answers, who has not answered, and what went out last."""
    form = ReminderFilter(request.args).offer()
    view = form.chosen("view") or "coming"
    form.view.data = view
    page = _page(view, form.q.data or "")
    offices = {} if view == "sent" else queries.places([each.office_id for each in page.items])
    to = {number: queries.receivers(each) for number, each in offices.items()}
    return render_template("freshness/overview.html", form=form, view=view, page=page, offices=offices, to=to)


def _page(view: str, text: str) -> Page:
    if view == "sent":
        return paginate(queries.sent(text))
    rows: list[Any] = queries.waiting(text) if view == "waiting" else queries.coming(text, at=clock.now())
    return paginate_list(rows)


@pages.app_template_global("reminders_of")
def reminders_of(office: Office) -> queries.Asked | None:
    return queries.of_office(office, at=page_time())
