"""The review of a submission: the comparison, the comments, the decision, notes, and who has it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts.models import User
from ledportal.accounts.queries import staff
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.moderation import actions, queries
from ledportal.moderation.forms import ReviewForm
from ledportal.moderation.views import compare_with, me, moderation
from ledportal.offices import actions as decisions
from ledportal.offices.actions import StaleError
from ledportal.offices.comparison import Comparison, differing
from ledportal.offices.models import Comment, Revision
from ledportal.offices.workflow import Status, TransitionError, Verb
from ledportal.text import N_

SUBMISSION = "/moderacija/podnesci/<int(max=2147483647):revision>/"
SINCE_RETURNED = "vraceno"
DECIDE = {Verb.APPROVE: decisions.approve, Verb.RETURN: decisions.return_to_office, Verb.REJECT: decisions.reject}
DONE = {
    Verb.APPROVE: N_("Approved. The profile is public, and the members get an email."),
    Verb.RETURN: N_("Returned for correction. The members get an email."),
    Verb.REJECT: N_("Rejected. The members get an email."),
}


@moderation.route(SUBMISSION, methods=["GET", "POST"])
@requires(Permission.MODERATE, revision=queries.find)
@keeps_typed_text
def review(revision: Revision) -> ResponseReturnValue:
    """Show a submission beside what is public; decide about it, or write a note."""
    form = _read_form(revision)
    if request.method != "POST":
        return _page(revision, form)
    try:
        return _refuse(revision, form) or _act(revision, form, request.form.get("verb", ""))
    except (StaleError, TransitionError):
        return _happened(revision, form)


@moderation.route(f"{SUBMISSION}dodela/", methods=["GET", "POST"])
@requires(Permission.MODERATE, revision=queries.find)
@keeps_typed_text
def assign(revision: Revision) -> ResponseReturnValue:
    """Take a submission, give it to a colleague, or release it."""
    form = _read_form(revision)
    if request.method != "POST":
        return redirect(_url(revision), 303)
    try:
        return _refuse(revision, form) or _assign(revision, form)
    except StaleError:
        return _happened(revision, form)
    except actions.TakenError:
        db.session.rollback()
        form.complain(gettext("Somebody changed in the meantime who has this submission. Nothing was done; look at it again."))
        return _page(revision, form), 409


def _url(revision: Revision) -> str:
    """Return the address of the review with the comparison that is being looked at."""
    return url_for("moderation.review", revision=revision.id, osnova=request.args.get("osnova"))


def _read_form(revision: Revision) -> ReviewForm:
    return ReviewForm().offer(_compared(revision), staff())


def _compared(revision: Revision) -> Comparison:
    """Compare a revision with what was public before it or, where the address asks so, with the version that was sent back."""
    if request.args.get("osnova") == SINCE_RETURNED and (returned := queries.sent_back(revision)):
        return compare_with(returned, revision)
    return compare_with(queries.public_before([revision]).get(revision.id), revision)


def _refuse(revision: Revision, form: ReviewForm) -> ResponseReturnValue | None:
    """Keep what was typed where the session ended, the submission does not wait any more, or a text is too long."""
    if not token_is_valid():
        form.complain(gettext("Your session had ended, so nothing was done. All that you typed is here: press the button again."))
        return _page(revision, form), 422
    if revision.status != Status.SUBMITTED:
        raise StaleError(revision)
    return None if form.validate() else (_page(revision, form), 422)


def _act(revision: Revision, form: ReviewForm, verb: str) -> ResponseReturnValue:
    if verb == "look":
        return _look(revision, form)
    if verb == "note":
        return _note(revision, form)
    if verb not in DECIDE:
        form.complain(gettext("Choose what to do: approve, return or reject"))
        return _page(revision, form), 422
    if not form.fits(Verb(verb)):
        return _page(revision, form), 422
    return _decide(revision, form, Verb(verb))


def _look(revision: Revision, form: ReviewForm) -> ResponseReturnValue:
    """Show the other comparison: by its address or, where something is typed, with all of that."""
    return redirect(_url(revision), 303) if form.is_blank else _page(revision, form)


def _decide(revision: Revision, form: ReviewForm, verb: Verb) -> ResponseReturnValue:
    """Write the decision, and the note that was typed beside it."""
    now = clock.now()
    if form.note.data:
        actions.note(revision, form.note.data, by=me(), at=now)
    DECIDE[verb](revision, version=seen(), ruling=form.ruling(), by=me(), at=now)
    db.session.commit()
    flash(gettext(DONE[verb]), "success")
    return redirect(url_for("moderation.queue"), 303)


def _note(revision: Revision, form: ReviewForm) -> ResponseReturnValue:
    """Write a note, and go on with everything else that was typed."""
    if not form.note.data:
        form.note.errors = [gettext("Write the note")]
        return _page(revision, form), 422
    actions.note(revision, form.note.data, by=me(), at=clock.now())
    db.session.commit()
    form.note.data = ""
    return _go_on(revision, form, gettext("The note is saved."))


def _assign(revision: Revision, form: ReviewForm) -> ResponseReturnValue:
    to = _receiver(form)
    if to is None and request.form.get("assign") != "release":
        form.assignee.errors = [gettext("Choose a colleague")]
        return _page(revision, form), 422
    actions.assign(revision, to, seen=seen("seen_assignee"), by=me(), at=clock.now())
    db.session.commit()
    form.assignee.data = ""
    return _go_on(revision, form, gettext("Saved."))


def _receiver(form: ReviewForm) -> User | None:
    match request.form.get("assign"):
        case "take":
            return me()
        case "give":
            return next((each for each in staff() if str(each.id) == form.assignee.data), None)
    return None


def _go_on(revision: Revision, form: ReviewForm, done: str) -> ResponseReturnValue:
    """Show the review again, and say what was done."""
    flash(done, "success")
    return _look(revision, form)


def _page(revision: Revision, form: ReviewForm) -> str:
    returned = queries.sent_back(revision)
    return render_template(
        "moderation/review.html",
        revision=revision,
        form=form,
        comparison=form.comparison,
        differing=differing,
        returned=returned,
        since_returned=returned is not None and request.args.get("osnova") == SINCE_RETURNED,
        earlier=_said(returned),
        said_about=_said(revision),
        decisions=queries.decisions_before(revision),
        notes=queries.notes(revision),
        event=queries.latest_event(revision),
        url=_url(revision),
        assign_url=url_for("moderation.assign", revision=revision.id, osnova=request.args.get("osnova")),
    )


def _said(revision: Revision | None) -> dict[str, list[Comment]]:
    """Return what staff wrote to the office about a revision, by the field that it is about."""
    found: dict[str, list[Comment]] = {}
    for comment in revision.comments if revision else ():
        if not comment.internal:
            found.setdefault(comment.field, []).append(comment)
    return found


def _happened(revision: Revision, form: ReviewForm) -> ResponseReturnValue:
    """Give up what was begun, and say what became of the submission; what was typed is shown, so that nothing is lost."""
    db.session.rollback()
    event = queries.latest_event(revision)
    return render_template("moderation/happened.html", revision=revision, form=form, event=event), 409
