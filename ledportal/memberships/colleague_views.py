"""The members of an office: who they are, inviting, removing, handing over, leaving."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, public, requires
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.memberships import colleague_actions, queries
from ledportal.memberships.actions import AlreadyOpen, Stale, TooMany
from ledportal.memberships.forms import InvitationForm
from ledportal.memberships.models import Membership, MembershipStatus
from ledportal.memberships.views import memberships
from ledportal.offices.models import Office
from ledportal.offices.queries import find as find_office

OFFICE = "/moja-kancelarija/<string:slug>/clanovi/"
MEMBER = f"{OFFICE}<int(max=2147483647):member>/"
INVITATION = "/moja-kancelarija/poziv/<string:token>/"


@memberships.get(OFFICE)
@requires(Permission.EDIT_OFFICE, slug=find_office)
def members(slug: Office) -> str:
    """List the members of an office and the invitations that wait."""
    return _members_page(slug, InvitationForm())


@memberships.post(OFFICE)
@requires(Permission.EDIT_OFFICE, slug=find_office)
def invite(slug: Office) -> ResponseReturnValue:
    """Invite a colleague."""
    form = InvitationForm()
    if not form.validate():
        return _members_page(slug, form), 422
    try:
        colleague_actions.invite(slug, form.email.data, by=current_user, at=clock.now())
    except (AlreadyOpen, TooMany) as refusal:
        db.session.rollback()
        form.explain(refusal)
        return _members_page(slug, form), 422
    return _done(slug, gettext("The invitation is on its way."))


def _members_page(office: Office, form: InvitationForm) -> str:
    found = queries.members(office)
    invitations = queries.invitations(office, at=clock.now())
    return render_template("memberships/members.html", office=office, members=found, invitations=invitations, form=form)


@memberships.post(f"{OFFICE}pozivi/<int(max=2147483647):invitation_id>/otkazivanje/")
@requires(Permission.EDIT_OFFICE, slug=find_office)
def cancel_invitation(slug: Office, invitation_id: int) -> ResponseReturnValue:
    """Make an invitation useless."""
    found = queries.find_invitation(slug, invitation_id, at=clock.now())
    if found is None:
        abort(404)
    try:
        colleague_actions.cancel_invitation(slug, found, by=current_user, at=clock.now())
    except Stale:
        return _changed(slug)
    return _done(slug, gettext("The invitation is cancelled."))


@memberships.get(MEMBER)
@requires(Permission.MANAGE_MEMBERS, slug=find_office, member=queries.find_member)
def member(slug: Office, member: Membership) -> str:
    """Show one colleague, and what the head can do: hand over, remove."""
    return render_template("memberships/member.html", office=slug, member=member, head=queries.head_of(slug))


@memberships.post(MEMBER)
@requires(Permission.MANAGE_MEMBERS, slug=find_office)
def change_member(slug: Office, member: int) -> ResponseReturnValue:
    """Hand the head's role over to a colleague, or remove them."""
    found, verb = queries.find(member), request.form.get("verb")
    if found is None or found.office_id != slug.id:
        abort(404)
    if verb not in {"hand_over", "remove"}:
        abort(400)
    try:
        _change(found, verb)
    except Stale:
        return _changed(slug)
    text = gettext("The office has a new head.") if verb == "hand_over" else gettext("The colleague has no access any more.")
    return _done(slug, text)


def _change(found: Membership, verb: str) -> None:
    if verb == "remove":
        colleague_actions.remove(found, by=current_user, at=clock.now())
        return
    colleague_actions.hand_over(found, head=seen("head") or None, by=current_user, at=clock.now())


@memberships.route(f"{OFFICE}odlazak/", methods=["GET", "POST"])
@requires(Permission.EDIT_OFFICE, slug=find_office)
def leave(slug: Office) -> ResponseReturnValue:
    """Leave an office, after a page that says what that means."""
    own = queries.open_of(current_user, slug)
    if own is None or own.status != MembershipStatus.GRANTED:
        abort(404)
    others = [each for each in queries.members(slug) if each.id != own.id]
    if request.method != "POST":
        return render_template("memberships/leave.html", office=slug, own=own, others=others)
    try:
        role, alone = request.form.get("role", ""), request.form.get("alone") == "yes"
        colleague_actions.leave(own, role=role, alone=alone, by=current_user, at=clock.now())
    except Stale:
        return _changed(slug)
    db.session.commit()
    flash(gettext("You have left the office."), "success")
    return redirect(url_for("offices.home"), 303)


@memberships.get(INVITATION)
@public
def invitation(token: str) -> ResponseReturnValue:
    """Show whom an invitation comes from and which office it is for."""
    found = queries.invitation(token[:200], at=clock.now())
    if found is None:
        return render_template("memberships/invitation_gone.html"), 410
    return render_template("memberships/invitation.html", invitation=found, here=request.path)


@memberships.post(INVITATION)
@requires(Permission.CLAIM_OFFICE)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Join the office that the link invites to."""
    found = queries.invitation(token[:200], at=clock.now())
    if found is None:
        return render_template("memberships/invitation_gone.html"), 410
    try:
        colleague_actions.accept(found, token, by=current_user, at=clock.now())
    except Stale:
        db.session.rollback()
        return render_template("memberships/invitation_gone.html"), 410
    except AlreadyOpen as refusal:
        db.session.rollback()
        return render_template("memberships/invitation.html", invitation=found, here=request.path, refusal=refusal.status), 409
    db.session.commit()
    flash(gettext("You are now a member of the office."), "success")
    return redirect(url_for("offices.home"), 303)


def _done(office: Office, text: str) -> ResponseReturnValue:
    db.session.commit()
    flash(text, "success")
    return redirect(url_for("memberships.members", slug=office.slug), 303)


def _changed(office: Office) -> ResponseReturnValue:
    """Give up what was begun, and show how the office's members stand now."""
    db.session.rollback()
    return render_template("memberships/changed.html", office=office, members=queries.members(office)), 409
