"""A person's own account: name and language, address, password, open sessions."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts import actions, browsers, queries, sessions, throttle
from ledportal.accounts.actions import Gone, Stale
from ledportal.accounts.forms import ChangePasswordForm, DetailsForm, NewEmailForm
from ledportal.accounts.tokens import Purpose
from ledportal.accounts.views import accounts, find_token, gone, knows_password
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.languages import LANGUAGES
from ledportal.outbox.addresses import blocked


@accounts.get("/nalog/")
@requires(Permission.MANAGE_ACCOUNT)
def account() -> str:
    """Show what the account holds, and lead to where each thing is changed."""
    count = len(queries.open_sessions(current_user, at=clock.now()))
    is_dead = bool(blocked([current_user.email], bulk=False))
    return render_template("accounts/account.html", language=LANGUAGES[current_user.locale], sessions=count, is_dead=is_dead)


@accounts.route("/nalog/podaci/", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNT)
def details() -> ResponseReturnValue:
    """Change the name and the language."""
    form = DetailsForm(data={"name": current_user.name, "locale": current_user.locale})
    if request.method != "POST" or not form.validate():
        return _details_page(form), 422 if form.errors else 200
    try:
        actions.change_details(current_user, name=form.name.data, locale=form.locale.data, version=seen(), at=clock.now())
    except Stale:
        db.session.rollback()
        return _details_page(form, stale=True), 409
    return _saved(gettext("Saved."))


def _details_page(form: DetailsForm, *, stale: bool = False) -> str:
    version = current_user.version if stale or request.method == "GET" else seen()
    return render_template("accounts/details.html", form=form, version=version, stale=stale, languages=LANGUAGES)


@accounts.route("/nalog/adresa/", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNT)
def email() -> ResponseReturnValue:
    """Ask for another address; it holds once its owner confirms it."""
    form = NewEmailForm()
    if request.method != "POST" or not form.validate() or not knows_password(form):
        return render_template("accounts/email.html", form=form), 422 if form.errors else 200
    throttle.count(throttle.MAIL, form.email.data, at=clock.now())
    actions.ask_for_email(current_user, form.email.data, at=clock.now())
    return _saved(gettext("A mail with a link is on its way to the new address. Until you open it, the old one holds."))


@accounts.route("/nalog/nova-adresa/<string:token>/", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNT)
def new_email(token: str) -> ResponseReturnValue:
    """Take the new address into use, with the link that was sent to it."""
    row = find_token(Purpose.CHANGE_EMAIL, token)
    if row is None or row.user_id != current_user.id:
        return gone()
    if request.method != "POST":
        return render_template("accounts/new_email.html", email=row.email)
    try:
        actions.change_email(current_user, token, keep=sessions.current_session(), at=clock.now())
        db.session.flush()
    except (Gone, IntegrityError):
        return gone()
    return _saved(gettext("The new address holds. Sign in with it from now on."))


@accounts.route("/nalog/lozinka/", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNT)
def password() -> ResponseReturnValue:
    """Change the password."""
    form = ChangePasswordForm()
    form.own = (current_user.name, current_user.email)
    if request.method != "POST" or not form.validate() or not knows_password(form):
        return render_template("accounts/password.html", form=form), 422 if form.errors else 200
    actions.change_password(current_user, form.new_password.data, keep=sessions.current_session(), at=clock.now())
    return _saved(gettext("The new password holds. Everywhere else you have been signed out."))


@accounts.get("/nalog/sesije/")
@requires(Permission.MANAGE_ACCOUNT)
def own_sessions() -> str:
    """List the browsers in which the person is signed in."""
    found = queries.open_sessions(current_user, at=clock.now())
    return render_template("accounts/sessions.html", sessions=found, own=sessions.current_session(), describe=browsers.describe)


@accounts.post("/nalog/sesije/")
@requires(Permission.MANAGE_ACCOUNT)
def end_sessions() -> ResponseReturnValue:
    """End one of the person's sessions, or all others."""
    chosen, now, own = request.form.get("session", ""), clock.now(), sessions.current_session()
    found = next((each for each in queries.open_sessions(current_user, at=now) if str(each.id) == chosen), None)
    if chosen == "others":
        sessions.end_all(current_user, at=now, but=own)
    elif found is not None:
        sessions.end(found, at=now)
    else:
        abort(404)
    db.session.commit()
    flash(gettext("Signed out there."), "success")
    return redirect(url_for("accounts.own_sessions"), 303)


def _saved(text: str) -> ResponseReturnValue:
    db.session.commit()
    flash(text, "success")
    return redirect(url_for("accounts.account"), 303)
