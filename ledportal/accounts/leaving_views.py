"""Taking one's data along, and deleting one's account."""

from __future__ import annotations

from flask import Response, abort, flash, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts import holdings, leaving_actions
from ledportal.accounts.export import export
from ledportal.accounts.forms import FactorForm, PasswordForm
from ledportal.accounts.staff_actions import LastAdministrator
from ledportal.accounts.views import accounts, knows_code, knows_password
from ledportal.extensions import db


@accounts.get("/nalog/izvoz.json")
@requires(Permission.USE_ACCOUNT)
def download() -> Response:
    """Return all that is held on the person, as a file."""
    response = jsonify(export(current_user, at=clock.now()))
    response.headers["Content-Disposition"] = 'attachment; filename="ledportal.json"'
    return response


@accounts.route("/nalog/brisanje/", methods=["GET", "POST"])
@requires(Permission.USE_ACCOUNT)
def delete() -> ResponseReturnValue:
    """Delete the account, after a page that says what that means."""
    form = FactorForm() if current_user.has_second_factor else PasswordForm()
    if request.method != "POST" or not form.validate() or not _is_owner(form):
        return _delete_page(form), 422 if form.errors else 200
    try:
        leaving_actions.delete_account(current_user, at=clock.now())
    except LastAdministrator:
        db.session.rollback()
        return _delete_page(form), 409
    except holdings.Changed:
        db.session.rollback()
        abort(409)
    db.session.commit()
    session.clear()
    flash(gettext("Your account is deleted."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


def _is_owner(form: PasswordForm) -> bool:
    return knows_password(form) and (not isinstance(form, FactorForm) or knows_code(form))


def _delete_page(form: PasswordForm) -> str:
    last, consequences = leaving_actions.is_last_administrator(current_user), leaving_actions.consequences(current_user)
    return render_template("accounts/delete.html", form=form, consequences=consequences, last=last)
