"""The public's side: saying that something in an entry is out of date. No account; throttled for each office and each network address."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from ledportal import clock
from ledportal.access import public
from ledportal.accounts import throttle
from ledportal.accounts.throttle import Limit
from ledportal.extensions import db
from ledportal.guards import keeps_typed_text, token_is_valid
from ledportal.languages import request_locale
from ledportal.offices import departures
from ledportal.offices.declaration import Section
from ledportal.offices.models import Listing, Office
from ledportal.offices.profile import BY_SLUG
from ledportal.offices.written import written
from ledportal.page_cache import same_for_everybody
from ledportal.reports import actions, queries
from ledportal.reports.forms import ReportForm

LIMITS = (Limit("report", 20, timedelta(days=1)), Limit("report_address", 10, timedelta(hours=1), each_address=True))

reports = Blueprint("reports", __name__)


@reports.route("/kancelarije/<string:slug>/prijava-greske/<string:section>/", methods=["GET", "POST"])
@public
@keeps_typed_text
def report(slug: str, section: str) -> ResponseReturnValue:
    """Take a report about a section of a public entry, beside the section as it is published."""
    listing, found = queries.published(slug), BY_SLUG.get(section)
    if listing is None or found is None or found.internal:
        departures.refuse(Office.slug == slug[:300])
        abort(404)
    form = ReportForm()
    if request.method != "POST":
        return _page(listing, found, form)
    if not token_is_valid():
        return _page(listing, found, form, notice=gettext("Nothing is sent yet. Look at what you typed, and send it.")), 400
    if not form.validate():
        return _page(listing, found, form), 422
    return _receive(listing, found, form)


def _receive(listing: Listing, section: Section, form: ReportForm) -> ResponseReturnValue:
    try:
        throttle.count(LIMITS, listing.slug, at=clock.now())
    except TooManyRequests as refusal:
        return _refuse(listing, section, form, refusal)
    try:
        actions.receive(listing.office, section, form.text.data, email=form.email.data, locale=request_locale(), at=clock.now())
    except actions.NothingPublic:
        abort(404)
    db.session.commit()
    return redirect(url_for("reports.thanks", slug=listing.slug), 303)


def _refuse(listing: Listing, section: Section, form: ReportForm, refusal: TooManyRequests) -> ResponseReturnValue:
    notice = gettext(
        "Nothing is sent yet: too many reports have just come in. What you typed stays here; send it again later, or write to us."
    )
    return _page(listing, section, form, notice=notice), 429, {"Retry-After": str(refusal.retry_after)}


def _page(listing: Listing, section: Section, form: ReportForm, *, notice: str = "") -> str:
    (published,) = (each for each in written(listing.content) if each.section == section)
    return render_template("reports/report.html", listing=listing, office=listing.office, published=published, form=form, notice=notice)


@reports.get("/kancelarije/<string:slug>/prijava-greske/")
@public
@same_for_everybody
def thanks(slug: str) -> str:
    """Say that a report came in and what happens next."""
    listing = queries.published(slug)
    if listing is None:
        departures.refuse(Office.slug == slug[:300])
        abort(404)
    return render_template("reports/thanks.html", listing=listing, office=listing.office)
