"""What staff note of one municipality in a cycle."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.cycles import actions, queries, reports
from ledportal.cycles.forms import NoteForm
from ledportal.cycles.models import Cycle, CycleAnswer
from ledportal.cycles.states import LABELS
from ledportal.cycles.views import CYCLE, cycles
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.offices.queries import phones as phones_of


@cycles.route(f"{CYCLE}opstine/<string:answer>/", methods=["GET", "POST"])
@requires(Permission.MODERATE, cycle=queries.find, answer=queries.find_answer)
def place(cycle: Cycle, answer: CycleAnswer) -> ResponseReturnValue:
    """Show how a municipality stands, and note what was learnt of it."""
    form = NoteForm(data={"said": answer.said, "note": answer.note}).offer()
    if request.method != "POST":
        return _page(answer, form)
    if not cycle.is_open:
        return _page(answer, form), 409
    if not form.validate():
        return _page(answer, form), 422
    try:
        actions.note(answer, form.state, form.note.data, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return _page(answer, form, stale=True), 409
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("cycles.place", cycle=cycle.id, answer=answer.office.slug), 303)


def _page(answer: CycleAnswer, form: NoteForm, *, stale: bool = False) -> str:
    (found,) = queries.places(answer.cycle, [answer])
    return render_template(
        "cycles/place.html",
        cycle=answer.cycle,
        place=found,
        state=found.state if answer.cycle.result is None else reports.outcome(answer.cycle.result, answer.office.municipality_code),
        form=form,
        stale=stale,
        version=answer.version if stale or request.method != "POST" else seen(),
        labels={state: gettext(label) for state, label in LABELS.items()},
        phone=phones_of([answer.office_id]).get(answer.office_id, ""),
    )
