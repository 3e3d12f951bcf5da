"""Municipalities: what staff keep of them, on a page."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.administration import actions, queries
from ledportal.administration.forms import OFFICE_STATUSES, MunicipalityFilter, MunicipalityForm
from ledportal.administration.municipality_fields import FIELDS
from ledportal.administration.views import administration
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.municipalities.models import Municipality
from ledportal.paging import paginate

MUNICIPALITIES = "/moderacija/opstine/"


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
