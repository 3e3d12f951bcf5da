"""The two steps of an import: a table is shown as what it would do, and then done as it was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ledportal.extensions import db
from ledportal.imports import files, tables
from ledportal.imports.plans import Plan
from ledportal.imports.tables import Layout, Unreadable


@dataclass(frozen=True)
class Import:
    """What a feature takes from a table.

    Attributes:
        feature: whose templates show it.
        plan: returns what a table would do to what is there now.
        apply: does it; raises ``stale`` where somebody was faster.
        told: says how many were added or changed.
        back: the endpoint of the list.
        words: what the pages are given besides.
    """

    feature: str
    layout: Layout
    plan: Callable[[str], Plan]
    apply: Callable[[Plan], None]
    stale: type[Exception]
    told: Callable[[int], str]
    back: str
    words: Callable[[], Mapping[str, Any]] = dict


def page(wanted: Import, error: str = "") -> str:
    """Show how a table must look, and take it."""
    return render_template(f"{wanted.feature}/import.html", error=error, columns=wanted.layout.columns, **wanted.words())


def show(wanted: Import) -> ResponseReturnValue:
    """Show what the table that was chosen would do."""
    upload = request.files.get("file")
    try:
        text = files.text_of(upload.stream.read(files.LARGEST + 1) if upload else b"")
        plan = wanted.plan(text)
    except Unreadable as unreadable:
        return page(wanted, gettext(unreadable.message, **unreadable.values)), 422
    return _plan_page(wanted, plan, text), 422 if plan.problems else 200


def apply(wanted: Import) -> ResponseReturnValue:
    """Do what was shown, all of it or nothing."""
    try:
        text = tables.decode(request.form.get("content", "").encode())
        plan = wanted.plan(text)
    except Unreadable:
        abort(400)
    if plan.problems or plan.digest != request.form.get("digest"):
        return _plan_page(wanted, plan, text, stale=True), 409
    try:
        wanted.apply(plan)
    except wanted.stale:
        db.session.rollback()
        return _plan_page(wanted, wanted.plan(text), text, stale=True), 409
    db.session.commit()
    flash(wanted.told(plan.count), "success")
    return redirect(url_for(wanted.back), 303)


def _plan_page(wanted: Import, plan: Plan, text: str, *, stale: bool = False) -> str:
    return render_template(f"{wanted.feature}/import_plan.html", plan=plan, text=text, stale=stale, **wanted.words())
