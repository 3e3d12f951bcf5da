"""The links with which staff begin."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import public
from ledportal.accounts import queries, staff_actions
from ledportal.accounts.actions import Gone
from ledportal.accounts.forms import FirstAdministratorForm, JoinForm, PasswordForm
from ledportal.accounts.models import OneTimeToken, User
from ledportal.accounts.staff_actions import Newcomer
from ledportal.accounts.tokens import Purpose
from ledportal.accounts.views import accounts, after_password, enter, find_token, gone, knows_password
from ledportal.extensions import db


@accounts.route("/nalog/osoblje/<string:token>/", methods=["GET", "POST"])
@public
def join_staff(token: str) -> ResponseReturnValue:
    """Make an invited person staff: with the password of their account, or with a new account."""
    row = find_token(Purpose.INVITE_STAFF, token)
    if row is None or not _still_holds(row):
        return gone()
    user = queries.by_email(row.email or "")
    try:
        if user is not None and user.is_confirmed:
            return _join_with_account(row, user, token) if user.is_active else gone()
        return _join_as_newcomer(row, token)
    except (Gone, IntegrityError):
        return gone()


def _still_holds(row: OneTimeToken) -> bool:
    """Say whether who invited may still do so; a link from the command line has nobody behind it."""
    inviter = db.session.get(User, row.data["by"]) if row.data["by"] is not None else None
    return row.data["by"] is None or (inviter is not None and inviter.is_active and inviter.is_administrator)


def _join_with_account(row: OneTimeToken, user: User, token: str) -> ResponseReturnValue:
    form, page = PasswordForm(), {"email": row.email, "role": row.data["role"]}
    if request.method != "POST" or not form.validate() or not knows_password(form, user):
        return render_template("accounts/join_staff.html", form=form, **page), 422 if form.errors else 200
    staff_actions.join(user, token, at=clock.now())
    return after_password(user, None)


def _join_as_newcomer(row: OneTimeToken, token: str) -> ResponseReturnValue:
    form, now = JoinForm(data={"name": row.data["name"]}), clock.now()
    form.own = (form.name.data or "", row.email or "")
    if request.method != "POST" or not form.validate():
        page = render_template("accounts/join_staff.html", form=form, email=row.email, role=row.data["role"])
        return page, 422 if form.errors else 200
    newcomer = Newcomer(form.name.data, form.locale.data, form.new_password.data)
    return enter(staff_actions.join_as_newcomer(token, newcomer, at=now), None, None, at=now)


@accounts.route("/nalog/prvi-administrator/<string:token>/", methods=["GET", "POST"])
@public
def first_administrator(token: str) -> ResponseReturnValue:
    """Make the first administrator's account, with the link that the set-up printed."""
    if find_token(Purpose.FIRST_ADMINISTRATOR, token) is None or queries.administrators():
        return gone()
    form, now = FirstAdministratorForm(), clock.now()
    if request.method != "POST" or not form.validate():
        return render_template("accounts/first_administrator.html", form=form), 422 if form.errors else 200
    newcomer = Newcomer(form.name.data, form.locale.data, form.new_password.data)
    try:
        user = staff_actions.become_first_administrator(token, form.email.data, newcomer, at=now)
    except (Gone, IntegrityError):
        return gone()
    except staff_actions.Taken:
        db.session.rollback()
        form.email.errors = [gettext("There is an account with this address. Use another one, or the command “staff add”")]
        return render_template("accounts/first_administrator.html", form=form), 422
    return enter(user, None, None, at=now)
