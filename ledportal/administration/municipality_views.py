"""Municipalities: what staff keep of them, on a page and from a table."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from sqlalchemy import select

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import actions, municipality_import, queries
from ledportal.administration.forms import OFFICE_STATUSES, MunicipalityFilter, MunicipalityForm
from ledportal.administration.municipality_fields import FIELDS
from ledportal.administration.municipality_import import Plan
from ledportal.administration.views import administration
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.imports import files, tables
from ledportal.imports.tables import Unreadable
from ledportal.municipalities.models import Municipality
from ledportal.paging import paginate

MUNICIPALITIES = "/moderacija/opstine/"
IMPORT = f"{MUNICIPALITIES}uvoz/"


@administration.get(MUNICIPALITIES)
@requires(Permission.MODERATE)
def municipalities() -> str:
    """List the municipalities."""
    form = MunicipalityFilter(request.args).offer()
    page = paginate(queries.municipalities(form.q.data, form.chosen("view")))
    context = {"offices": queries.offices_of(page.items), "statuses": labels(OFFICE_STATUSES)}
    return render_template("administration/municipalities.html", page=page, form=form, **context)


@administration.route(f"{MUNICIPALITIES}<string:municipality>/", methods=["GET", "POST"])
@requires(Permission.MODERATE, municipality=queries.find_municipality)
def municipality(municipality: Municipality) -> ResponseReturnValue:
    """Show what staff keep of a municipality, and change it."""
    kept = {name: getattr(municipality, name) for name in FIELDS}
    form = MunicipalityForm(data=kept | {"email_domains": "\n".join(municipality.email_domains)})
    if request.method != "POST":
        return _page(municipality, form)
    if not form.validate():
        return _page(municipality, form), 422
    try:
        actions.change_municipality(municipality, form.values(), version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return _page(municipality, form, stale=True), 409
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("administration.municipalities"), 303)


def _page(municipality: Municipality, form: MunicipalityForm, *, stale: bool = False) -> str:
    version = municipality.version if stale or request.method != "POST" else seen()
    office = queries.offices_of([municipality])[municipality.code]
    context = {"office": office, "statuses": labels(OFFICE_STATUSES), "version": version, "stale": stale}
    return render_template("administration/municipality.html", municipality=municipality, form=form, **context)


@administration.get(IMPORT)
@requires(Permission.MODERATE)
def import_municipalities() -> str:
    """Show how the file must look, and take it."""
    return _import_page()


@administration.post(IMPORT)
@requires(Permission.MODERATE)
def try_import() -> ResponseReturnValue:
    """Show what a file would change; change nothing."""
    upload = request.files.get("file")
    try:
        text = files.text_of(upload.stream.read(files.LARGEST + 1) if upload else b"")
        plan = municipality_import.plan(text, _known())
    except Unreadable as unreadable:
        return _import_page(error=gettext(unreadable.message, **unreadable.values)), 422
    return _plan_page(plan, text), 422 if plan.problems else 200


@administration.post(f"{IMPORT}primena/")
@requires(Permission.MODERATE)
def apply_import() -> ResponseReturnValue:
    """Do what the dry run showed, all of it or nothing."""
    try:
        text = tables.decode(request.form.get("content", "").encode())
        plan = municipality_import.plan(text, _known())
    except Unreadable:
        abort(400)
    if plan.problems or plan.digest != request.form.get("digest"):
        return _plan_page(plan, text, stale=True), 409
    try:
        _apply(plan)
    except actions.Stale:
        db.session.rollback()
        return _plan_page(municipality_import.plan(text, _known()), text, stale=True), 409
    db.session.commit()
    count = len(plan.changes)
    flash(ngettext("%(num)s municipality was changed.", "%(num)s municipalities were changed.", count), "success")
    return redirect(url_for("administration.municipalities"), 303)


def _apply(plan: Plan) -> None:
    now = clock.now()
    for change in plan.changes:
        values = {name: then for name, (_, then) in change.fields.items()}
        version = change.municipality.version
        actions.change_municipality(change.municipality, values, version=version, by=current_user, at=now, via="import")


def _known() -> dict[str, Municipality]:
    return {each.code: each for each in db.session.scalars(select(Municipality))}


def _import_page(error: str = "") -> str:
    return render_template("administration/import.html", error=error, columns=municipality_import.LAYOUT.columns)


def _plan_page(plan: Plan, text: str, *, stale: bool = False) -> str:
    return render_template("administration/import_plan.html", plan=plan, text=text, stale=stale)
