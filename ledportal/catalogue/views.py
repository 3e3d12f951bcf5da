"""Staff's pages of editions: the list, a new one, one with what stands in it, its form, its end."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue import actions, queries
from ledportal.catalogue.forms import EditionForm, edition_form, new_form
from ledportal.catalogue.labels import KINDS
from ledportal.catalogue.models import Edition
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.languages import current_locale
from ledportal.offices.queries import named

catalogue = Blueprint("catalogue", __name__)

EDITIONS = "/moderacija/katalog/"
EDITION = f"{EDITIONS}<int(max=2147483647):edition>/"


@catalogue.get(EDITIONS)
@requires(Permission.MODERATE)
def index() -> str:
    """List the editions."""
    return render_template("catalogue/index.html", editions=queries.editions())


@catalogue.route(f"{EDITIONS}novo/", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def new() -> ResponseReturnValue:
    """Make an edition of the register as it is now."""
    now = clock.now()
    form = new_form(local_day(now).year)
    if request.method != "POST":
        return _form_page(form)
    if not form.validate():
        return _form_page(form, status=422)
    try:
        edition = actions.make(form.plan(), by=current_user, at=now)
    except actions.AlreadyThere:
        return _already_there(form)
    db.session.commit()
    flash(gettext("The register is frozen as it is now. Make the files, and look at them."), "success")
    return redirect(url_for("catalogue.edition", edition=edition.id), 303)


def _already_there(form: EditionForm, edition: Edition | None = None, **values: Any) -> ResponseReturnValue:
    db.session.rollback()
    form.year.errors = [
        gettext("There is an edition of this year in this language and script. Correct it by a reprint, or change the draft.")
    ]
    return _form_page(form, edition, status=422, **values)


def _form_page(form: EditionForm, edition: Edition | None = None, *, status: int = 200, **values: Any) -> ResponseReturnValue:
    return render_template("catalogue/form.html", form=form, edition=edition, **values), status


@catalogue.get(EDITION)
@requires(Permission.MODERATE, edition=queries.find)
def edition(edition: Edition) -> str:
    """Show an edition: what stands in it, its files, what is to be looked at, what can be done."""
    counts = queries.counts(edition)
    return render_template(
        "catalogue/edition.html",
        edition=edition,
        counts=[(gettext(label), counts[kind]) for kind, label in KINDS.items()],
        total=counts.total(),
        names={slug: office.name(current_locale()) for slug, office in named(each["office"] for each in edition.problems).items()},
    )


@catalogue.route(f"{EDITION}izmena/", methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=queries.find_draft)
def edit(edition: Edition) -> ResponseReturnValue:
    """Change how a draft is set."""
    form = edition_form(edition)
    if request.method != "POST":
        return _form_page(form, edition, version=edition.version)
    if not form.validate():
        return _form_page(form, edition, status=422, version=seen())
    try:
        actions.change(edition, form.plan(), form.correction.data, version=seen(), by=current_user, at=clock.now())
    except actions.AlreadyThere:
        return _already_there(form, edition, version=seen())
    except actions.Stale:
        db.session.rollback()
        return _form_page(form, edition, status=409, version=edition.version, stale=True)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("catalogue.edition", edition=edition.id), 303)
