"""People: who has an account, in which role, with which offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.accounts.models import User
from ledportal.administration import actions, queries
from ledportal.administration.forms import ROLES, RoleForm, UserFilter
from ledportal.administration.views import administration
from ledportal.conflicts import changed
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.paging import paginate_ids

USERS = "/moderacija/korisnici/"
USER = f"{USERS}<int(max=2147483647):user>/"
VERBS = {"disable": actions.disable, "enable": actions.enable, "reset_second_factor": actions.reset_second_factor}


@administration.get(USERS)
@requires(Permission.MODERATE)
def users() -> str:
    """List the people who have an account."""
    form = UserFilter(request.args).offer()
    page = paginate_ids(User, queries.user_ids(form.q.data, form.chosen("state")))
    return render_template("administration/users.html", page=page, form=form, roles=labels(ROLES))


@administration.get(USER)
@requires(Permission.MODERATE, user=queries.find_user)
def user(user: User) -> str:
    """Show one person."""
    return _user_page(user, RoleForm(data={"role": user.role}))


def _user_page(user: User, form: RoleForm) -> str:
    return render_template(
        "administration/user.html",
        user=user,
        form=form.offer(),
        memberships=queries.memberships_of(user),
        sessions=queries.count_sessions(user),
        roles=labels(ROLES),
    )


@administration.post(USER)
@requires(Permission.ADMINISTER, user=queries.find_user)
def change_user(user: User) -> ResponseReturnValue:
    """Disable or enable an account, or take its second factor away."""
    action = VERBS.get(request.form.get("verb", ""))
    if action is None:
        abort(400)
    return _finish(user, lambda version, at: action(user, version=version, by=current_user, at=at))


@administration.post(f"{USER}uloga/")
@requires(Permission.ADMINISTER, user=queries.find_user)
def change_role(user: User) -> ResponseReturnValue:
    """Change somebody's role."""
    form = RoleForm().offer()
    if not form.validate():
        return _user_page(user, form), 422
    return _finish(user, lambda version, at: actions.change_role(user, form.role.data, version=version, by=current_user, at=at))


def _finish(user: User, change: Callable[[int, datetime], None]) -> ResponseReturnValue:
    url = url_for("administration.user", user=user.id)
    try:
        change(seen(), clock.now())
    except actions.Stale:
        return changed(url)
    except actions.Protected:
        db.session.rollback()
        flash(gettext("Nothing was changed: nobody takes away their own rights, and one administrator always stays."))
        return redirect(url, 303)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url, 303)
