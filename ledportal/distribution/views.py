"""Recipients: the list, and one of them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue.names import edition_name
from ledportal.conflicts import changed
from ledportal.distribution import actions, queries
from ledportal.distribution.fields import DEFAULTS, FIELDS
from ledportal.distribution.forms import RecipientFilter, RecipientForm
from ledportal.distribution.kinds import KINDS, REASONS, WAYS, WISHES
from ledportal.distribution.models import Recipient
from ledportal.distribution.shipment_queries import shipments_of
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.paging import paginate

distribution = Blueprint("distribution", __name__)

DISTRIBUTION = "/moderacija/distribucija/"
RECIPIENT = f"{DISTRIBUTION}<int(max=2147483647):recipient>/"


def words() -> dict[str, dict[str, str]]:
    return {"kinds": labels(KINDS), "wishes": labels(WISHES)}


@distribution.get(DISTRIBUTION)
@requires(Permission.MODERATE)
def index() -> str:
    """List the recipients."""
    form = RecipientFilter(request.args).offer()
    page = paginate(queries.recipients(form.choice()))
    given = {"missing": len(queries.missing_offices()), "any": page.total or form.is_used, **words()}
    return render_template("distribution/index.html", page=page, form=form, asked=form.asked(), **given)


@distribution.route(f"{DISTRIBUTION}novi/", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def new() -> ResponseReturnValue:
    """Write down a recipient."""
    form = RecipientForm(data={name: str(value) for name, value in DEFAULTS.items()}).offer()
    if request.method != "POST":
        return render_template("distribution/recipient.html", form=form)
    if not form.validate():
        return render_template("distribution/recipient.html", form=form), 422
    actions.add(form.values(), by=current_user, at=clock.now())
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("distribution.index"), 303)


@distribution.route(RECIPIENT, methods=["GET", "POST"])
@requires(Permission.MODERATE, recipient=queries.find)
def recipient(recipient: Recipient) -> ResponseReturnValue:
    """Show a recipient, and change it."""
    form = RecipientForm(data={name: str(getattr(recipient, name)) for name in FIELDS}).offer()
    if request.method != "POST":
        return _page(recipient, form)
    if not form.validate():
        return _page(recipient, form), 422
    try:
        actions.change(recipient, form.values(), version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        db.session.rollback()
        return _page(recipient, form, stale=True), 409
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("distribution.index"), 303)


def _page(recipient: Recipient, form: RecipientForm, *, stale: bool = False) -> str:
    version = recipient.version if stale or request.method != "POST" else seen()
    shipments = [(each, edition_name(each.edition)) for each in shipments_of(recipient)]
    given = {"version": version, "stale": stale, "shipments": shipments, "ways": labels(WAYS), "reasons": labels(REASONS), **words()}
    return render_template("distribution/recipient.html", recipient=recipient, form=form, **given)


@distribution.route(f"{RECIPIENT}brisanje/", methods=["GET", "POST"])
@requires(Permission.MODERATE, recipient=queries.find)
def erase(recipient: Recipient) -> ResponseReturnValue:
    """Say what goes with a recipient, and delete it."""
    if request.method != "POST":
        return render_template("distribution/erase.html", recipient=recipient, shipments=shipments_of(recipient), **words())
    try:
        actions.erase(recipient, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(request.path)
    db.session.commit()
    flash(gettext("The recipient was deleted."), "success")
    return redirect(url_for("distribution.index"), 303)


@distribution.route(f"{DISTRIBUTION}iz-registra/", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def from_register() -> ResponseReturnValue:
    """Show which offices are no recipients yet, and make recipients of all of them."""
    if request.method != "POST":
        found = actions.offices_to_add()
        return render_template("distribution/from_register.html", found=found, name=actions.named(found))
    try:
        count = actions.add_offices(seen=request.form.get("seen", ""), by=current_user, at=clock.now())
    except (actions.Stale, IntegrityError):  # somebody did it before, or at the same time
        return changed(request.path)
    db.session.commit()
    flash(ngettext("%(num)s office was added.", "%(num)s offices were added.", count), "success")
    return redirect(url_for("distribution.index"), 303)
