"""What was sent of each edition, and what came back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue.models import Edition
from ledportal.catalogue.names import edition_name
from ledportal.conflicts import changed
from ledportal.dates import local_day
from ledportal.distribution import queries, sending, shipment_queries
from ledportal.distribution.actions import Stale
from ledportal.distribution.forms import RecipientFilter
from ledportal.distribution.kinds import REASONS, WAYS
from ledportal.distribution.models import Recipient, Shipment
from ledportal.distribution.sending import Picked
from ledportal.distribution.shipment_forms import ReturnForm, SendForm, ShipmentFilter
from ledportal.distribution.shipment_queries import Figures, find_edition, find_shipment
from ledportal.distribution.views import DISTRIBUTION, distribution, words
from ledportal.extensions import db
from ledportal.forms import labels, seen
from ledportal.paging import paginate

SHIPMENTS = f"{DISTRIBUTION}posiljke/"
EDITION = f"{SHIPMENTS}<int(max=2147483647):edition>/"
SHIPMENT = f"{EDITION}<int(max=2147483647):shipment>/"


@distribution.get(SHIPMENTS)
@requires(Permission.MODERATE)
def shipped() -> str:
    """List the published editions with what was sent of them."""
    found = [(each, edition_name(each), sum(shipment_queries.figures(each).values(), Figures())) for each in shipment_queries.editions()]
    return render_template("distribution/shipped.html", editions=found)


@distribution.get(EDITION)
@requires(Permission.MODERATE, edition=find_edition)
def edition(edition: Edition) -> str:
    """Show what was sent of an edition, in figures and one by one."""
    form, figures = ShipmentFilter(request.args).offer(), shipment_queries.figures(edition)
    page = paginate(shipment_queries.shipments(edition, form.q.data, form.chosen("kind"), form.chosen("state")))
    given = {"figures": figures, "total": sum(figures.values(), Figures()), "ways": labels(WAYS), "reasons": labels(REASONS), **words()}
    return render_template("distribution/edition.html", edition=edition, label=edition_name(edition), form=form, page=page, **given)


@distribution.route(f"{EDITION}slanje/", methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=find_edition)
def send(edition: Edition) -> ResponseReturnValue:
    """Show to whom an edition is still to go, and write down to whom of them it went."""
    choice = RecipientFilter(request.args).offer()
    choice.left.data = edition.slug
    found = queries.chosen(choice.choice())
    form = SendForm().begin(local_day(clock.now()), found)
    if request.method != "POST":
        return _send_page(edition, choice, found, form)
    if not form.validate():
        return _send_page(edition, choice, found, form), 422
    again = url_for("distribution.send", edition=edition.id, q=choice.q.data, kind=choice.chosen("kind"))
    try:
        given = {"on": form.sent_on.day, "by": current_user, "at": clock.now()}
        copies = sending.send(edition, Picked(found, request.form.get("seen", ""), {*form.recipient.data}), **given)
    except (Stale, IntegrityError):
        return changed(again)
    db.session.commit()
    flash(ngettext("%(num)s copy was noted as sent.", "%(num)s copies were noted as sent.", copies), "success")
    return redirect(url_for("distribution.edition", edition=edition.id), 303)


def _send_page(edition: Edition, choice: RecipientFilter, found: Sequence[Recipient], form: SendForm) -> str:
    given = {"copies": sum(each.copies for each in found), "name": sending.named(found), "label": edition_name(edition), **words()}
    return render_template("distribution/send.html", edition=edition, choice=choice, found=found, form=form, **given)


@distribution.route(SHIPMENT, methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=find_edition, shipment=find_shipment)
def shipment(edition: Edition, shipment: Shipment) -> ResponseReturnValue:
    """Show a shipment, and write down that it came back."""
    form = ReturnForm().offer(shipment.sent_on, local_day(clock.now()))
    if request.method != "POST":
        return _page(edition, shipment, form)
    if not form.validate():
        return _page(edition, shipment, form), 422
    try:
        sending.take_back(shipment, form.came(), version=seen(), by=current_user, at=clock.now())
    except Stale:
        return changed(request.path)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("distribution.edition", edition=edition.id), 303)


def _page(edition: Edition, shipment: Shipment, form: ReturnForm) -> str:
    given = {"label": edition_name(edition), "ways": labels(WAYS), "reasons": labels(REASONS), **words()}
    return render_template("distribution/shipment.html", edition=edition, shipment=shipment, form=form, **given)


@distribution.post(f"{SHIPMENT}brisanje/")
@requires(Permission.MODERATE, edition=find_edition, shipment=find_shipment)
def undo(edition: Edition, shipment: Shipment) -> ResponseReturnValue:
    """Take away a shipment that was written down by mistake."""
    try:
        sending.undo(shipment, version=seen(), by=current_user, at=clock.now())
    except Stale:
        return changed(url_for("distribution.edition", edition=edition.id))
    db.session.commit()
    flash(gettext("The shipment was deleted."), "success")
    return redirect(url_for("distribution.edition", edition=edition.id), 303)
