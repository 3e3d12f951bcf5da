"""Signing in, in one step or two, and out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import public
from ledportal.accounts import codes, passwords, queries, resuming, sessions, throttle, tokens
from ledportal.accounts.destinations import after_sign_in, safe_path
from ledportal.accounts.forms import CodeForm, SignInForm
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.tokens import Purpose
from ledportal.accounts.views import SECOND_STEP, accounts, after_password, enter, find_token
from ledportal.extensions import db


@accounts.get("/nalog/prijava/")
@public
def sign_in() -> ResponseReturnValue:
    """Show the form; somebody who is signed in goes on at once."""
    wanted = safe_path(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(after_sign_in(current_user, wanted), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=None), kept=None, next_path=wanted)


@accounts.post("/nalog/prijava/")
@public
def check_password() -> ResponseReturnValue:
    """Take the first step; an unknown address costs the same work and gets the same answer."""
    form, kept, wanted = SignInForm(), resuming.read(request.form), safe_path(request.form.get("next"))
    if form.validate():
        if user := _known(form):
            return after_password(user, wanted, kept)
        form.password.errors = [gettext("The email address or the password is not right")]
    return render_template("accounts/sign_in.html", form=form, kept=kept, next_path=wanted), 422


def _known(form: SignInForm) -> User | None:
    """Return whose email and password were typed. No transaction is open while the password is checked."""
    found = queries.credentials(form.email.data)
    throttle.count(throttle.SIGN_IN, form.email.data, at=clock.now())
    if not passwords.is_right(form.password.data, found.password_hash):
        current_app.logger.info("sign-in refused", extra={"user": found.user_id})
        return None
    user = db.session.get_one(User, found.user_id)
    if user.password_hash != found.password_hash or not user.is_active:
        return None
    if found.password_hash and passwords.is_outdated(found.password_hash):
        user.password_hash = passwords.hash_password(form.password.data)
    return user


@accounts.get("/nalog/prijava/kod/")
@public
def second_step() -> ResponseReturnValue:
    """Ask for the code."""
    if _half_signed_in() is None:
        return _start_again()
    return render_template("accounts/second_step.html", form=CodeForm(formdata=None), kept=None)


@accounts.post("/nalog/prijava/kod/")
@public
def check_code() -> ResponseReturnValue:
    """Take the second step."""
    form, kept, now = CodeForm(), resuming.read(request.form), clock.now()
    row = _half_signed_in()
    user = queries.owner(row) if row else None
    if row is None or user is None:
        return _start_again()
    wanted, token = row.data.get("next"), session[SECOND_STEP]
    if form.validate():
        throttle.count(throttle.CODE, user.email, at=now)
        if codes.use(user, form.code.data, at=now):
            if tokens.consume(Purpose.SECOND_STEP, token, now) is None:
                db.session.rollback()
                return _start_again()
            return enter(user, wanted, kept, at=now)
        form.refuse_code()
    return render_template("accounts/second_step.html", form=form, kept=kept), 422


def _half_signed_in() -> OneTimeToken | None:
    """Return who has given the right password in this browser within the last minutes."""
    token = session.get(SECOND_STEP)
    return find_token(Purpose.SECOND_STEP, token) if isinstance(token, str) else None


def _start_again() -> ResponseReturnValue:
    flash(gettext("Sign in again: the time for the second step has passed."))
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.post("/nalog/odjava/")
@public
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    if row := sessions.current_session():
        sessions.end(row, at=clock.now())
        db.session.commit()
    session.clear()
    flash(gettext("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"), 303)
