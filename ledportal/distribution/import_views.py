"""Recipients from a table: shown first, then done as it was shown."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.distribution import actions, queries, recipient_import
from ledportal.distribution.recipient_import import Plan
from ledportal.distribution.views import DISTRIBUTION, distribution, words
from ledportal.extensions import db
from ledportal.imports import files, tables
from ledportal.imports.tables import Unreadable

IMPORT = f"{DISTRIBUTION}uvoz/"


@distribution.get(IMPORT)
@requires(Permission.MODERATE)
def import_recipients() -> str:
    """Show how the table must look, and take it."""
    return _import_page()


@distribution.post(IMPORT)
@requires(Permission.MODERATE)
def try_import() -> ResponseReturnValue:
    """Show what a table would do; do nothing."""
    upload = request.files.get("file")
    try:
        text = files.text_of(upload.stream.read(files.LARGEST + 1) if upload else b"")
        plan = recipient_import.plan(text, queries.everybody())
    except Unreadable as unreadable:
        return _import_page(error=gettext(unreadable.message, **unreadable.values)), 422
    return _plan_page(plan, text), 422 if plan.problems else 200


@distribution.post(f"{IMPORT}primena/")
@requires(Permission.MODERATE)
def apply_import() -> ResponseReturnValue:
    """Do what the dry run showed, all of it or nothing."""
    actions.hold()
    try:
        text = tables.decode(request.form.get("content", "").encode())
        plan = recipient_import.plan(text, queries.everybody())
    except Unreadable:
        abort(400)
    if plan.problems or plan.digest != request.form.get("digest"):
        return _plan_page(plan, text, stale=True), 409
    try:
        _apply(plan)
    except actions.Stale:
        db.session.rollback()
        return _plan_page(recipient_import.plan(text, queries.everybody()), text, stale=True), 409
    db.session.commit()
    count = len(plan.additions) + len(plan.changes)
    flash(ngettext("%(num)s recipient was added or changed.", "%(num)s recipients were added or changed.", count), "success")
    return redirect(url_for("distribution.index"), 303)


def _apply(plan: Plan) -> None:
    done = {"by": current_user, "at": clock.now(), "via": actions.IMPORT}
    for addition in plan.additions:
        actions.add(addition.values, **done)
    for change in plan.changes:
        values = {name: then for name, (_, then) in change.fields.items()}
        actions.change(change.recipient, values, version=change.recipient.version, **done)


def _import_page(error: str = "") -> str:
    return render_template("distribution/import.html", error=error, columns=recipient_import.LAYOUT.columns)


def _plan_page(plan: Plan, text: str, *, stale: bool = False) -> str:
    return render_template("distribution/import_plan.html", plan=plan, text=text, stale=stale, **words())
