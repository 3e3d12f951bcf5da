"""The logos of an edition."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.attachments import files
from ledportal.attachments.refusals import Refused
from ledportal.catalogue import actions, queries, storing
from ledportal.catalogue.forms import LogoForm
from ledportal.catalogue.models import Edition, EditionLogo
from ledportal.catalogue.views import EDITION, catalogue
from ledportal.conflicts import changed
from ledportal.extensions import db
from ledportal.forms import seen
from ledportal.headers import PRIVATE

LOGOS = f"{EDITION}logotipi/"


@catalogue.route(LOGOS, methods=["GET", "POST"])
@requires(Permission.MODERATE, edition=queries.find_draft)
def logos(edition: Edition) -> ResponseReturnValue:
    """Show the logos of a draft, and take another."""
    form = LogoForm()
    if request.method == "POST" and form.validate() and (logo := _logo(form)) is not None:
        try:
            actions.add_logo(edition, logo, version=seen(), by=current_user, at=clock.now())
        except actions.Stale:
            return changed(url_for("catalogue.logos", edition=edition.id))
        db.session.commit()
        flash(gettext("The logo stands in the draft."), "success")
        return redirect(url_for("catalogue.logos", edition=edition.id), 303)
    return render_template("catalogue/logos.html", edition=edition, form=form), 422 if form.errors else 200


def _logo(form: LogoForm) -> EditionLogo | None:
    """Keep the picture that was sent; None where it is refused, with the reason beside the field."""
    try:
        content, (width, height) = files.cleaned_picture(form.file.data.stream)
    except Refused as refused:
        form.file.errors = [gettext(refused.message, **refused.values)]
        return None
    return EditionLogo(name=form.name.data, sha256=storing.keep(content), width=width, height=height)


@catalogue.get(f"{LOGOS}<int(max=2147483647):logo>")
@requires(Permission.MODERATE, edition=queries.find, logo=queries.find_logo)
def logo(edition: Edition, logo: EditionLogo) -> Response:  # noqa: ARG001  # it finds the logo
    """Give the picture of a logo."""
    path = storing.path_of(logo.sha256)
    if not path.exists():
        abort(404)
    response = send_file(path, mimetype="image/webp", etag=logo.sha256)
    response.headers["Cache-Control"] = PRIVATE
    return response


@catalogue.post(f"{LOGOS}<int(max=2147483647):logo>/uklanjanje/")
@requires(Permission.MODERATE, edition=queries.find, logo=queries.find_logo)
def remove_logo(edition: Edition, logo: EditionLogo) -> ResponseReturnValue:
    """Take a logo out of a draft."""
    url = url_for("catalogue.logos", edition=edition.id)
    try:
        actions.remove_logo(logo, version=seen(), by=current_user, at=clock.now())
    except actions.Stale:
        return changed(url_for("catalogue.edition", edition=edition.id))
    db.session.commit()
    flash(gettext("The logo is gone from the draft."), "success")
    return redirect(url, 303)
