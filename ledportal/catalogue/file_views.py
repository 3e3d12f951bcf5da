"""An edition's files for staff: having them made, looking at the pages, downloading."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ledportal import clock
from ledportal.access import Permission, requires
from ledportal.catalogue import queries, storing
from ledportal.catalogue.display import file_name
from ledportal.catalogue.models import Edition, EditionFile, FileKind
from ledportal.catalogue.views import EDITION, catalogue
from ledportal.extensions import db
from ledportal.headers import PRIVATE
from ledportal.jobs import actions as jobs
from ledportal.paging import paginate_places

AT_ONCE = 30


@catalogue.post(f"{EDITION}datoteke/")
@requires(Permission.MODERATE, edition=queries.find_draft)
def make_files(edition: Edition) -> ResponseReturnValue:
    """Have the files of a draft made by the worker."""
    job = jobs.ask("catalogue.files", subject=f"edition:{edition.id}", args={"edition": edition.id}, by=current_user, at=clock.now())
    db.session.commit()
    return redirect(url_for("jobs.job", job=job.id), 303)


@catalogue.get(f"{EDITION}datoteke/<string:kind>")
@requires(Permission.MODERATE, edition=queries.find, kind=queries.file_of)
def file(edition: Edition, kind: EditionFile) -> Response:
    """Give one of the files."""
    path = storing.path_of(kind.sha256)
    if kind.kind == FileKind.PROOF or not path.exists():
        abort(404)
    name = file_name(edition, kind.kind)
    response = send_file(path, mimetype=kind.media_type, as_attachment=True, download_name=name, etag=kind.sha256)
    response.headers["Cache-Control"] = PRIVATE
    return response


@catalogue.get(f"{EDITION}strane/")
@requires(Permission.MODERATE, edition=queries.find)
def proof(edition: Edition) -> str:
    """Show the pages as pictures, some at a time."""
    found = queries.file_of(edition, FileKind.PROOF)
    if found is None or not edition.is_made:
        abort(404)
    page = paginate_places(found.pages, lambda first, last: range(first + 1, min(last, found.pages) + 1), size=AT_ONCE)
    return render_template("catalogue/proof.html", edition=edition, page=page)


@catalogue.get(f"{EDITION}strane/<int(max=99999):number>.png")
@requires(Permission.MODERATE, edition=queries.find)
def proof_page(edition: Edition, number: int) -> Response:
    """Give the picture of one page."""
    found = queries.file_of(edition, FileKind.PROOF)
    picture = storing.member(found.sha256, f"{number}.png") if found is not None else None
    if found is None or picture is None:
        abort(404)
    response = Response(picture, mimetype="image/png")
    response.set_etag(f"{found.sha256}-{number}")
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request.environ)
    return response
