"""Asking for an office, and staff's answer."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.attachments import files
from ledportal.attachments.refusals import Refused
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.memberships import actions, queries
from ledportal.memberships.domains import check
from ledportal.memberships.forms import ClaimForm, DecisionForm
from ledportal.memberships.models import Membership
from ledportal.paging import paginate

memberships = Blueprint("memberships", __name__)

STATES = ("open", "decided")


@memberships.route("/moja-kancelarija/preuzimanje/", methods=["GET", "POST"])
@requires(Permission.CLAIM_OFFICE)
def claim() -> ResponseReturnValue:
    """Ask for an office, and see what one asked for before."""
    form = ClaimForm(data={"office": request.args.get("opstina", "")})
    form.offer(queries.claimable())
    if request.method != "POST":
        return _claim_page(form)
    if form.validate() and _claim(form):
        flash(gettext("We have your request. We answer by email."), "success")
        return redirect(url_for("offices.home", sve=1), 303)
    if form.letter.data and not form.letter.errors:
        form.letter.errors = [gettext("Choose the letter again: your browser does not send it twice")]
    return _claim_page(form), 422


def _claim(form: ClaimForm) -> bool:
    """Write the request, or say in the form what is wrong with it."""
    office, now = form.offices[form.office.data], clock.now()
    upload = form.letter.data
    try:
        actions.check_claim(office, by=current_user)
        letter = files.store(upload.stream, "letter", office, by=current_user, at=now, filename=upload.filename or "") if upload else None
        actions.claim(office, message=form.message.data, letter=letter, by=current_user, at=now)
    except Refused as refused:
        form.letter.errors = [gettext(refused.message, **refused.values)]
        return False
    except (actions.AlreadyOpen, actions.TooMany) as refusal:
        db.session.rollback()
        form.explain(refusal)
        return False
    db.session.commit()
    return True


def _claim_page(form: ClaimForm) -> str:
    office = form.offices.get(form.office.data)
    head = queries.head_of(office) if office else None
    return render_template("memberships/claim.html", form=form, office=office, head=head, requests=queries.requests_of(current_user))


@memberships.post("/moja-kancelarija/preuzimanje/<int(max=2147483647):request_id>/otkazivanje/")
@requires(Permission.CLAIM_OFFICE)
def cancel(request_id: int) -> ResponseReturnValue:
    """Take one's own request back."""
    found = queries.find(request_id)
    if found is None or found.user_id != current_user.id:
        abort(404)
    try:
        actions.cancel(found, by=current_user, at=clock.now())
    except actions.Stale:
        return _happened(found)
    db.session.commit()
    flash(gettext("The request is cancelled."), "success")
    return redirect(url_for("memberships.claim"), 303)


@memberships.get("/moderacija/zahtevi/")
@requires(Permission.MODERATE)
def requests() -> str:
    """Show staff the requests that wait, or those that were decided."""
    state = request.args.get("stanje", "open")
    if state not in STATES:
        abort(404)
    page = paginate(queries.requests(waiting=state == "open"))
    checks = {each.id: _check(each) for each in page.items}
    return render_template("memberships/requests.html", page=page, state=state, checks=checks)


@memberships.route("/moderacija/zahtevi/<int(max=2147483647):found>/", methods=["GET", "POST"])
@requires(Permission.MODERATE, found=queries.find)
def decide(found: Membership) -> ResponseReturnValue:
    """Show staff one request with what speaks for it, and take the decision."""
    form = DecisionForm()
    if request.method != "POST":
        return _request_page(found, form)
    verb = request.form.get("verb")
    if verb not in {"grant", "refuse"}:
        abort(400)
    if not form.validate() or (verb == "refuse" and not form.require_reason()):
        return _request_page(found, form), 422
    try:
        _decide(found, verb, form)
    except actions.Stale:
        return _happened(found)
    db.session.commit()
    flash(gettext("Granted. The person gets an email.") if verb == "grant" else gettext("Refused. The person gets an email."), "success")
    return redirect(url_for("memberships.requests"), 303)


def _decide(found: Membership, verb: str, form: DecisionForm) -> None:
    if verb == "refuse":
        actions.refuse(found, reason=form.reason.data, by=current_user, at=clock.now())
        return
    actions.grant(found, replacing=seen("head") or None, by=current_user, at=clock.now())


def _request_page(found: Membership, form: DecisionForm) -> str:
    head = queries.head_of(found.office)
    return render_template("memberships/request.html", found=found, form=form, head=head, check=_check(found))


def _check(found: Membership) -> str:
    return check(found.user.email, found.office.municipality.email_domains)


def _happened(found: Membership) -> ResponseReturnValue:
    """Give up what was begun, and say what became of the request in the meantime."""
    db.session.rollback()
    head = queries.head_of(found.office)
    return render_template("memberships/happened.html", found=found, head=head), 409
