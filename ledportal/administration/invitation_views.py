"""Inviting somebody to the staff."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts import staff_actions
from ledportal.accounts.staff_actions import AlreadyStaff, Disabled
from ledportal.administration.forms import StaffInvitationForm
from ledportal.administration.user_views import USERS
from ledportal.administration.views import administration
from ledportal.extensions import db


@administration.route(f"{USERS}poziv/", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def invite_staff() -> ResponseReturnValue:
    """Send somebody a link with which they become staff."""
    form = StaffInvitationForm().offer()
    if request.method == "POST" and form.validate() and _is_sent(form):
        flash(gettext("The invitation is on its way."), "success")
        return redirect(url_for("administration.users"), 303)
    return render_template("administration/invite.html", form=form), 422 if form.errors else 200


def _is_sent(form: StaffInvitationForm) -> bool:
    """Invite the person, or say beside the field why not."""
    try:
        staff_actions.invite_staff(form.email.data, form.role.data, by=current_user, at=clock.now())
    except AlreadyStaff:
        db.session.rollback()
        form.email.errors = [gettext("This person is staff already. Change their role on their page.")]
        return False
    except Disabled:
        db.session.rollback()
        form.email.errors = [gettext("The account with this address is disabled. Enable it first.")]
        return False
    db.session.commit()
    return True
