"""Registering, confirming the address, and a forgotten password."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import Permission, public, requires
from ledportal.accounts import actions, arrivals, queries, throttle
from ledportal.accounts.actions import Gone, Registration
from ledportal.accounts.destinations import after_sign_in, safe_path
from ledportal.accounts.forms import EmailForm, OwnPasswordForm, PasswordForm, RegistrationForm
from ledportal.accounts.tokens import Purpose
from ledportal.accounts.views import accounts, after_password, find_token, gone, knows_password
from ledportal.extensions import db
from ledportal.languages import request_locale

CONFIRM = "/nalog/potvrda/<string:token>/"
RESET = "/nalog/nova-lozinka/<string:token>/"


@accounts.get("/nalog/registracija/")
@public
def register() -> ResponseReturnValue:
    """Show the form for a new account."""
    if current_user.is_authenticated:
        return redirect(after_sign_in(current_user, request.args.get("next")), 303)
    return render_template("accounts/register.html", form=RegistrationForm(formdata=None), next_path=safe_path(request.args.get("next")))


@accounts.post("/nalog/registracija/")
@public
def make_account() -> ResponseReturnValue:
    """Make an account that waits for its confirmation; the answer does not tell whether the address was known."""
    form, wanted = RegistrationForm(), safe_path(request.form.get("next"))
    if not form.validate():
        return render_template("accounts/register.html", form=form, next_path=wanted), 422
    throttle.count(throttle.MAIL, form.email.data, at=clock.now())
    _register(Registration(form.email.data, form.name.data, form.locale.data, form.new_password.data, wanted))
    return redirect(url_for("accounts.check_mail"), 303)


def _register(wanted: Registration) -> None:
    """Register; of two requests at once with the same new address, the first one's mail is on its way."""
    now = clock.now()
    try:
        arrivals.tell(actions.register(wanted, at=now), at=now)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


@accounts.get("/nalog/posta/")
@public
def check_mail() -> str:
    """Say that a mail is on its way, to whoever asked for one."""
    return render_template("accounts/check_mail.html")


@accounts.get("/nalog/potvrda/")
@requires(Permission.USE_ACCOUNT)
def awaiting_confirmation() -> ResponseReturnValue:
    """Say that the address is not confirmed yet, and offer another mail."""
    if current_user.is_confirmed:
        return redirect(after_sign_in(current_user, None), 303)
    return render_template("accounts/awaiting_confirmation.html")


@accounts.post("/nalog/potvrda/")
@requires(Permission.USE_ACCOUNT)
def send_again() -> ResponseReturnValue:
    """Send the link once more."""
    throttle.count(throttle.MAIL, current_user.email, at=clock.now())
    if not current_user.is_confirmed:
        actions.send_confirmation(current_user, at=clock.now())
        db.session.commit()
        flash(gettext("The mail is on its way."), "success")
    return redirect(url_for("accounts.awaiting_confirmation"), 303)


@accounts.route(CONFIRM, methods=["GET", "POST"])
@public
def confirm(token: str) -> ResponseReturnValue:
    """Ask for the password, confirm the address and sign in: so that nobody who typed another's address gets an account with it."""
    row = find_token(Purpose.CONFIRM_EMAIL, token)
    user = queries.owner(row) if row else None
    if row is None or user is None:
        return gone()
    form, wanted, email = PasswordForm(), row.data.get("next"), user.email
    if request.method == "POST" and form.validate() and knows_password(form, user):
        try:
            actions.confirm(user, token, at=clock.now())
        except Gone:
            return gone()
        return after_password(user, wanted)
    return render_template("accounts/confirm.html", form=form, email=email), 422 if form.errors else 200


@accounts.get("/nalog/zaboravljena-lozinka/")
@public
def forgotten() -> str:
    """Show the form for a forgotten password."""
    return render_template("accounts/forgotten.html", form=EmailForm(formdata=None))


@accounts.post("/nalog/zaboravljena-lozinka/")
@public
def ask_for_reset() -> ResponseReturnValue:
    """Send the link for a new password; the answer does not tell whether the address was known."""
    form = EmailForm()
    if not form.validate():
        return render_template("accounts/forgotten.html", form=form), 422
    throttle.count(throttle.MAIL, form.email.data, at=clock.now())
    actions.ask_for_reset(form.email.data, request_locale(), at=clock.now())
    db.session.commit()
    return redirect(url_for("accounts.check_mail"), 303)


@accounts.route(RESET, methods=["GET", "POST"])
@public
def reset(token: str) -> ResponseReturnValue:
    """Set a new password with the link from the mail."""
    row = find_token(Purpose.RESET_PASSWORD, token)
    user = queries.owner(row) if row else None
    if user is None:
        return gone()
    form = OwnPasswordForm()
    form.own = (user.name, user.email)
    if request.method != "POST" or not form.validate():
        return render_template("accounts/reset.html", form=form, email=user.email), 422 if form.errors else 200
    try:
        actions.reset_password(user, token, form.new_password.data, at=clock.now())
    except Gone:
        return gone()
    throttle.forget(throttle.SIGN_IN, user.email)
    db.session.commit()
    flash(gettext("The new password holds. Sign in with it."), "success")
    return redirect(url_for("accounts.sign_in"), 303)
