"""Telling those who want the PDF of a new edition."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue.models import Edition
from ledportal.catalogue.names import edition_name
from ledportal.conflicts import changed
from ledportal.distribution import sending
from ledportal.distribution.actions import Stale
from ledportal.distribution.emails import announcement
from ledportal.distribution.shipment_queries import find_edition
from ledportal.distribution.shipment_views import EDITION
from ledportal.distribution.views import distribution
from ledportal.extensions import db
from ledportal.outbox import previews


@distribution.get(f"{EDITION}najava/")
@requires(Permission.MODERATE, edition=find_edition)
def announce(edition: Edition) -> Response:
    """Show who would be told of an edition, and the mail."""
    told = sending.whom_to_tell(edition)
    given = {"able": told.able, "barred": told.barred, "name": sending.named(told.able), "label": edition_name(edition)}
    return previews.framing(render_template("distribution/announce.html", edition=edition, **given))


@distribution.get(f"{EDITION}najava/primer/")
@requires(Permission.MODERATE, edition=find_edition)
def sample_announcement(edition: Edition) -> Response:
    """Show the mail as the first of them would get it."""
    able = sending.whom_to_tell(edition).able
    return previews.shown(previews.sample(announcement(edition, able[0]))) if able else previews.nothing([])


@distribution.post(f"{EDITION}najava/")
@requires(Permission.MODERATE, edition=find_edition)
def announce_now(edition: Edition) -> ResponseReturnValue:
    """Write to all who want the PDF and were not told yet."""
    again = url_for("distribution.announce", edition=edition.id)
    try:
        count = sending.announce(edition, seen=request.form.get("seen", ""), by=current_user, at=clock.now())
    except (Stale, IntegrityError):
        return changed(again)
    db.session.commit()
    flash(ngettext("%(num)s mail was queued.", "%(num)s mails were queued.", count), "success")
    return redirect(url_for("distribution.edition", edition=edition.id), 303)
