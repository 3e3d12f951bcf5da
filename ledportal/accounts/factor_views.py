"""The second factor: setting it up, new recovery codes, switching it off."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts import codes, factor_actions, queries, sessions
from ledportal.accounts.forms import FactorForm, NewFactorForm
from ledportal.accounts.views import accounts, knows_code, knows_password
from ledportal.extensions import db

NEW_SECRET = "new_factor"  # noqa: S105  # the name of the entry, not a secret


@accounts.get("/nalog/drugi-faktor/")
@requires(Permission.MANAGE_ACCOUNT)
def second_factor() -> ResponseReturnValue:
    """Show how the second factor is set up, or what can be done with the one there is."""
    return _manage(FactorForm(formdata=None)) if current_user.has_second_factor else _set_up(NewFactorForm(formdata=None))


def _set_up(form: NewFactorForm) -> ResponseReturnValue:
    secret = session.setdefault(NEW_SECRET, codes.new_secret())
    picture = codes.picture(secret, current_user.email)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return render_template("accounts/new_factor.html", form=form, picture=picture, groups=groups), 422 if form.errors else 200


def _manage(form: FactorForm) -> ResponseReturnValue:
    left = queries.count_recovery_codes(current_user)
    return render_template("accounts/factor.html", form=form, left=left, may_switch_off=_may_switch_off()), 422 if form.errors else 200


def _may_switch_off() -> bool:
    return not (current_user.is_staff and current_app.config["STAFF_SECOND_FACTOR"])


@accounts.post("/nalog/drugi-faktor/")
@requires(Permission.MANAGE_ACCOUNT)
def change_second_factor() -> ResponseReturnValue:
    """Switch the second factor on or off, or make new recovery codes."""
    verb = request.form.get("verb")
    if verb == "on":
        return _switch_on()
    if verb not in {"off", "new_codes"} or not current_user.has_second_factor or (verb == "off" and not _may_switch_off()):
        abort(404)
    form = FactorForm()
    if not form.validate() or not knows_password(form) or not knows_code(form):
        return _manage(form)
    if verb == "new_codes":
        return _show_codes(factor_actions.renew_codes(current_user, at=clock.now()))
    factor_actions.switch_off(current_user, at=clock.now())
    db.session.commit()
    flash(gettext("The second factor is off."), "success")
    return redirect(url_for("accounts.account"), 303)


def _switch_on() -> ResponseReturnValue:
    form, secret, now = NewFactorForm(), session.get(NEW_SECRET), clock.now()
    if current_user.has_second_factor or not isinstance(secret, str):
        return redirect(url_for("accounts.second_factor"), 303)
    if not form.validate() or not knows_password(form):
        return _set_up(form)
    step = codes.step_of(secret, "".join(form.code.data.split()), at=now)
    if step is None:
        form.code.errors = [gettext("This code is not right. Wait for the next one, and check that the telephone's clock is right")]
        return _set_up(form)
    try:
        new_codes = factor_actions.switch_on(current_user, secret, step, keep=sessions.current_session(), at=now)
    except factor_actions.AlreadyOn:
        db.session.rollback()
        return redirect(url_for("accounts.second_factor"), 303)
    session.pop(NEW_SECRET)
    return _show_codes(new_codes)


def _show_codes(new_codes: list[str]) -> str:
    db.session.commit()
    return render_template("accounts/recovery_codes.html", codes=new_codes)
