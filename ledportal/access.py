"""Who may do what: permissions are data, and an endpoint that declares none is refused.

A view says ``@public`` or ``@requires(Permission.X)``. ``@requires(Permission.EDIT_OFFICE, office=find_office)`` also turns the
route's variable ``office`` into an object: the loader gets the variable's value (and the object loaded before it, for a
second loader) and returns the object, or None. The permission is asked for the first object. What does not exist and what
is not allowed look the same: 404. The templates ask the same ``can()``.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, cast

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal.extensions import login_manager

View = Callable[..., ResponseReturnValue]
Loader = Callable[..., Any]


class Permission(StrEnum):
    USE_ACCOUNT = "use_account"
    MANAGE_ACCOUNT = "manage_account"
    CLAIM_OFFICE = "claim_office"
    EDIT_OFFICE = "edit_office"
    MANAGE_MEMBERS = "manage_members"
    MODERATE = "moderate"
    ADMINISTER = "administer"


class Role(StrEnum):
    USER = "user"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Actor(Protocol):
    """What a permission asks of the person; ``accounts.models.User`` and the anonymous visitor have it."""

    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_confirmed(self) -> bool: ...
    @property
    def is_staff(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def has_second_factor(self) -> bool: ...


def _is_member(user: Actor, office: Any) -> bool:
    return user.is_confirmed and office is not None and office.has_member(user)


def _is_head(user: Actor, office: Any) -> bool:
    return user.is_confirmed and office is not None and office.has_head(user)


def _is_staff(user: Actor, _object: Any) -> bool:
    return user.is_confirmed and user.is_staff and not _lacks_second_factor(user)


def _lacks_second_factor(user: Actor) -> bool:
    """Say whether a member of staff still has to set up the second factor, and until then has no staff's rights."""
    return user.is_staff and current_app.config["STAFF_SECOND_FACTOR"] and not user.has_second_factor


GRANTS: dict[Permission, Callable[[Actor, Any], bool]] = {
    Permission.USE_ACCOUNT: lambda _user, _: True,
    Permission.MANAGE_ACCOUNT: lambda user, _: user.is_confirmed,
    Permission.CLAIM_OFFICE: lambda user, _: user.is_confirmed,
    Permission.EDIT_OFFICE: lambda user, office: _is_staff(user, office) or _is_member(user, office),
    Permission.MANAGE_MEMBERS: lambda user, office: _is_staff(user, office) or _is_head(user, office),
    Permission.MODERATE: _is_staff,
    Permission.ADMINISTER: lambda user, office: _is_staff(user, office) and user.is_administrator,
}


def can(user: Actor, permission: Permission | str, obj: Any = None) -> bool:
    """Say whether the user has the permission (for the object, where it concerns one)."""
    return bool(user.is_authenticated) and GRANTS[Permission(permission)](user, obj)


def public(view: View) -> View:
    """Declare a view open to everybody."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def requires(permission: Permission, **loaders: Loader) -> Callable[[View], View]:
    """Declare the permission that a view needs, and the loaders of the objects that its route names."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(**values: Any) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            if detour := _detour(permission):
                return detour
            loaded = _load(loaders, values)
            if not can(current_user, permission, loaded[0] if loaded else None):
                abort(404)
            return view(**values)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def _load(loaders: dict[str, Loader], values: dict[str, Any]) -> list[Any]:
    """Replace the route's values by the objects they name; 404 where one is missing."""
    loaded: list[Any] = []
    for name, loader in loaders.items():
        found = loader(*loaded[-1:], values[name])
        if found is None:
            abort(404)
        values[name] = found
        loaded.append(found)
    return loaded


def _detour(permission: Permission) -> ResponseReturnValue | None:
    """Lead a person whose account is not ready (address, second factor) to the page where it is made so."""
    if permission is Permission.USE_ACCOUNT:
        return None
    if not current_user.is_confirmed:
        return redirect(url_for("accounts.awaiting_confirmation"), 303)
    if permission is Permission.MANAGE_ACCOUNT:
        return None
    if _lacks_second_factor(current_user):
        flash(gettext("Staff sign in with a second factor. Set it up first."))
        return redirect(url_for("accounts.second_factor"), 303)
    return None


def refuse_undeclared() -> None:
    """Refuse an endpoint that declares nothing, whoever asks."""
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "access"):
        current_app.logger.error("endpoint without a permission", extra={"endpoint": request.endpoint})
        abort(404)


def init_app(app: Flask) -> None:
    """Bind Flask-Login without its remember cookie, which reads the session on every page; a page looks up who asks where it wants to."""
    app.login_manager = login_manager  # type: ignore[attr-defined]
    app.context_processor(lambda: {"current_user": current_user})
    public(cast(View, app.view_functions["static"]))
    app.before_request(refuse_undeclared)
    app.add_template_global(can)
