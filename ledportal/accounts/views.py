"""The blueprint of accounts, and what its views share: checking a password, and the two steps of signing in."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, current_app, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ledportal import clock
from ledportal.accounts import arrivals, codes, passwords, sessions, throttle, tokens
from ledportal.accounts.destinations import after_sign_in
from ledportal.accounts.forms import CodeForm, FactorForm, PasswordForm
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.resuming import Kept
from ledportal.accounts.tokens import Purpose
from ledportal.extensions import db

accounts = Blueprint("accounts", __name__)

SECOND_STEP = "second_step"
SECOND_STEP_FOR = timedelta(minutes=10)
LONGEST_TOKEN = 200


def find_token(purpose: Purpose, token: str) -> OneTimeToken | None:
    """Return the row behind a link, while it holds."""
    return tokens.find(purpose, token[:LONGEST_TOKEN], clock.now())


def gone() -> ResponseReturnValue:
    """Say that a link does not hold any more, and what to do."""
    db.session.rollback()
    return render_template("accounts/gone.html"), 410


def after_password(user: User, wanted: str | None, kept: Kept | None = None) -> ResponseReturnValue:
    """Go on after the right password: ask for the second factor where there is one, else sign in. Commits."""
    now = clock.now()
    if not user.has_second_factor:
        return enter(user, wanted, kept, at=now)
    session[SECOND_STEP] = tokens.issue(Purpose.SECOND_STEP, user=user, at=now, lifetime=SECOND_STEP_FOR, data={"next": wanted})
    db.session.commit()
    if kept:
        return render_template("accounts/second_step.html", form=CodeForm(formdata=None), kept=kept)
    return redirect(url_for("accounts.second_step"), 303)


def enter(user: User, wanted: str | None, kept: Kept | None, *, at: datetime) -> ResponseReturnValue:
    """Sign the browser in with a new session, and lead to where the person wanted to go, or hand the kept form back. Commits."""
    if before := sessions.current_session():
        sessions.end(before, at=at)
    arrivals.tell(user, at=at)
    sessions.start(user, at=at)
    throttle.forget((*throttle.SIGN_IN, *throttle.CODE), user.email)
    db.session.commit()
    current_app.logger.info("signed in", extra={"user": user.id})
    if kept:
        return render_template("accounts/resumed.html", kept=kept)
    return redirect(after_sign_in(user, wanted), 303)


def knows_password(form: PasswordForm, user: User | None = None) -> bool:
    """Check the password in the form against the signed-in (or given) person's, throttled; say beside the field if it is wrong."""
    person = user or current_user
    stored, email = person.password_hash, person.email
    throttle.count(throttle.SIGN_IN, email, at=clock.now())
    if passwords.is_right(form.password.data or "", stored):
        throttle.forget(throttle.SIGN_IN, email)
        return True
    form.refuse_password()
    return False


def knows_code(form: FactorForm) -> bool:
    """Check the code in the form against the signed-in person's second factor, throttled; say beside the field if it is wrong."""
    throttle.count(throttle.CODE, current_user.email, at=clock.now())
    if codes.use(current_user, form.code.data, at=clock.now()):
        return True
    form.refuse_code()
    return False
