"""Recipients from a table: shown first, then done as it was shown."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.distribution import actions, queries, recipient_import
from ledportal.distribution.kinds import SAID_KINDS, SAID_WISHES, told
from ledportal.distribution.views import DISTRIBUTION, distribution, words
from ledportal.imports import steps
from ledportal.imports.plans import Plan

IMPORT = f"{DISTRIBUTION}uvoz/"


@distribution.get(IMPORT)
@requires(Permission.MODERATE)
def import_recipients() -> str:
    """Show how the table must look, and take it."""
    return steps.page(TABLE)


@distribution.post(IMPORT)
@requires(Permission.MODERATE)
def try_import() -> ResponseReturnValue:
    """Show what a table would do; do nothing."""
    return steps.show(TABLE)


@distribution.post(f"{IMPORT}primena/")
@requires(Permission.MODERATE)
def apply_import() -> ResponseReturnValue:
    """Do what the dry run showed, all of it or nothing."""
    actions.hold()
    return steps.apply(TABLE)


def _plan(text: str) -> Plan:
    return recipient_import.plan(text, queries.everybody())


def _apply(plan: Plan) -> None:
    done = {"by": current_user, "at": clock.now(), "via": actions.IMPORT}
    for addition in plan.additions:
        actions.add(addition.values, **done)
    for change in plan.changes:
        actions.change(change.subject, change.values, version=change.subject.version, **done)


def _told(count: int) -> str:
    return ngettext("%(num)s recipient was added or changed.", "%(num)s recipients were added or changed.", count)


def _words() -> dict[str, Any]:
    return {**words(), "serbian": recipient_import.SERBIAN, "said_kinds": told(SAID_KINDS), "said_wishes": told(SAID_WISHES)}


TABLE = steps.Import(
    feature="distribution",
    layout=recipient_import.LAYOUT,
    plan=_plan,
    apply=_apply,
    stale=actions.Stale,
    told=_told,
    back="distribution.index",
    words=_words,
)
