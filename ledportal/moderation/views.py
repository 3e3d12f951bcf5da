"""The queue of submissions."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts.models import User
from ledportal.dates import local_day
from ledportal.languages import current_locale
from ledportal.moderation import queries
from ledportal.moderation.forms import QueueFilter
from ledportal.municipalities.queries import districts
from ledportal.offices.comparison import Comparison, compare
from ledportal.offices.models import Revision
from ledportal.paging import paginate

moderation = Blueprint("moderation", __name__)


def me() -> User:
    """Return the signed-in person's row."""
    return cast(User, current_user._get_current_object())


@moderation.get("/moderacija/")
@requires(Permission.MODERATE)
def queue() -> str:
    """List the submissions, those that wait the longest first, with what changed in a few words."""
    state = request.args.get("stanje", "waiting")
    if state not in queries.STATES:
        abort(404)
    form = QueueFilter(request.args).offer({each.code: each.name(current_locale()) for each in districts()})
    narrow = {"text": form.q.data, "district": form.chosen("okrug")}
    page = paginate(queries.queue(state, of=me(), **narrow))
    before = queries.public_before(page.items)
    changes = {each.id: compare_with(before.get(each.id), each) for each in page.items}
    counts = queries.counts(of=me(), **narrow)
    return render_template("moderation/queue.html", page=page, form=form, state=state, changes=changes, counts=counts, days=_days)


def _days(revision: Revision) -> int:
    """Return for how many days a submission has waited."""
    return (local_day(clock.now()) - local_day(revision.submitted_at or revision.created_at)).days


def compare_with(before: Revision | None, revision: Revision) -> Comparison:
    return compare(before.content if before else None, revision.content)
