"""Municipalities from a table: shown first, then changed as it was shown."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import select

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import actions, municipality_import
from ledportal.administration.municipality_views import MUNICIPALITIES
from ledportal.administration.views import administration
from ledportal.extensions import db
from ledportal.imports import steps
from ledportal.imports.plans import Plan
from ledportal.municipalities.models import Municipality

IMPORT = f"{MUNICIPALITIES}uvoz/"


@administration.get(IMPORT)
@requires(Permission.MODERATE)
def import_municipalities() -> str:
    """Show how the table must look, and take it."""
    return steps.page(TABLE)


@administration.post(IMPORT)
@requires(Permission.MODERATE)
def try_import() -> ResponseReturnValue:
    """Show what a table would change; change nothing."""
    return steps.show(TABLE)


@administration.post(f"{IMPORT}primena/")
@requires(Permission.MODERATE)
def apply_import() -> ResponseReturnValue:
    """Do what the dry run showed, all of it or nothing."""
    return steps.apply(TABLE)


def _plan(text: str) -> Plan:
    return municipality_import.plan(text, {each.code: each for each in db.session.scalars(select(Municipality))})


def _apply(plan: Plan) -> None:
    done = {"by": current_user, "at": clock.now(), "via": "import"}
    for change in plan.changes:
        actions.change_municipality(change.subject, change.values, version=change.subject.version, **done)


def _told(count: int) -> str:
    return ngettext("%(num)s municipality was changed.", "%(num)s municipalities were changed.", count)


TABLE = steps.Import(
    feature="administration",
    layout=municipality_import.LAYOUT,
    plan=_plan,
    apply=_apply,
    stale=actions.Stale,
    told=_told,
    back="administration.municipalities",
)
