"""The steps of an edition: taking the register again, publishing, correcting, throwing away."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue import actions, freezing, queries
from ledportal.catalogue.book.frozen import Entry
from ledportal.catalogue.labels import KINDS
from ledportal.catalogue.models import Edition
from ledportal.catalogue.views import EDITION, catalogue
from ledportal.conflicts import changed
from ledportal.dates import local_day
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.offices.queries import registered


@catalogue.route(f"{EDITION}ponovo/", methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=queries.find_draft)
def take_again(edition: Edition) -> ResponseReturnValue:
    """Show what has changed in the register since, and take what is chosen of it into the draft."""
    now, url = clock.now(), url_for("catalogue.edition", edition=edition.id)
    chosen = request.form.getlist("office")
    if not chosen:
        newer = [Entry.from_json(each.frozen) for each in freezing.newer(edition, today=local_day(now))]
        before, nothing = {each.frozen["slug"]: each.kind for each in edition.entries}, request.method == "POST"
        page = render_template("catalogue/take_again.html", edition=edition, newer=newer, before=before, kinds=KINDS, nothing=nothing)
        return page, 422 if nothing else 200
    try:
        actions.take_again(edition, [*registered(chosen).values()], version=seen(), by=current_user, at=now)
    except actions.Stale:
        return changed(url)
    db.session.commit()
    flash(gettext("What is public now stands in the draft."), "success")
    return redirect(url, 303)


@catalogue.route(f"{EDITION}objavljivanje/", methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=queries.find)
def publish(edition: Edition) -> ResponseReturnValue:
    """Say what publishing does, and publish."""
    url = url_for("catalogue.edition", edition=edition.id)
    if request.method != "POST":
        if not edition.is_made or edition.published_at is not None:
            return redirect(url, 303)
        return render_template("catalogue/publish.html", edition=edition)
    try:
        actions.publish(edition, version=seen(), by=current_user, at=clock.now())
    except (actions.Stale, actions.NotMade):
        return changed(url)
    db.session.commit()
    flash(gettext("The edition is published. It stays as it is for good."), "success")
    return redirect(url, 303)


@catalogue.post(f"{EDITION}ispravka/")
@requires(Permission.MODERATE, edition=queries.find)
def correct(edition: Edition) -> ResponseReturnValue:
    """Begin a corrected reprint of a published edition."""
    url = url_for("catalogue.edition", edition=edition.id)
    if edition.published_at is None or seen() != edition.version:
        return changed(url)
    try:
        reprint = actions.correct(edition, by=current_user, at=clock.now())
    except actions.AlreadyThere:
        return changed(url_for("catalogue.index"))
    db.session.commit()
    flash(gettext("This is the draft of the reprint. Take again what was wrong, and say what is corrected."), "success")
    return redirect(url_for("catalogue.edition", edition=reprint.id), 303)


@catalogue.route(f"{EDITION}odbacivanje/", methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=queries.find)
def discard(edition: Edition) -> ResponseReturnValue:
    """Say what is lost, and throw a draft away."""
    url = url_for("catalogue.edition", edition=edition.id)
    if request.method != "POST":
        return render_template("catalogue/discard.html", edition=edition) if edition.published_at is None else redirect(url, 303)
    try:
        actions.discard(edition, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url)
    db.session.commit()
    flash(gettext("The draft is gone."), "success")
    return redirect(url_for("catalogue.index"), 303)
