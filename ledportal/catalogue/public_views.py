"""The published editions, for everybody and for ever. They are the same for everybody: no cookie, no sign-in state."""

from __future__ import annotations

from flask import Response, abort, render_template, send_file
from flask_babel import gettext

from ledportal.access import public
from ledportal.catalogue import queries, storing
from ledportal.catalogue.book.frozen import Entry
from ledportal.catalogue.differences import differences
from ledportal.catalogue.display import file_name
from ledportal.catalogue.labels import KINDS
from ledportal.catalogue.models import Edition, FileKind
from ledportal.catalogue.views import catalogue
from ledportal.listed import listed
from ledportal.page_cache import FOR_EVERYBODY, same_for_everybody

CATALOGUE = "/katalog/"
EDITION = f"{CATALOGUE}<string:slug>/"
OFFERED = (FileKind.SCREEN, FileKind.ARCHIVE)
"""The printing house's files are staff's."""


@catalogue.get(CATALOGUE)
@public
@same_for_everybody
def published() -> str:
    """List the published editions."""
    return render_template("catalogue/published.html", editions=queries.published())


@catalogue.get(EDITION)
@public
@same_for_everybody
@listed(lambda: ({"slug": edition.slug} for edition in queries.published()))
def published_edition(slug: str) -> str:
    """Show a published edition: its files, what stands in it, what changed since the one before."""
    edition = _find(slug)
    counts, before = queries.counts(edition), queries.before(edition)
    return render_template(
        "catalogue/published_edition.html",
        edition=edition,
        offered=OFFERED,
        counts=[(gettext(label), counts[kind]) for kind, label in KINDS.items() if counts[kind]],
        before=before,
        differences=differences(_entries(before), _entries(edition)) if before is not None else None,
        reprint=queries.latest_reprint(edition),
    )


@catalogue.get(f"{EDITION}<string:kind>.pdf")
@public
def published_file(slug: str, kind: str) -> Response:
    """Give the book for the screen or for the archive."""
    edition = _find(slug)
    file = queries.file_of(edition, kind) if kind in OFFERED else None
    path = storing.path_of(file.sha256) if file is not None else None
    if file is None or path is None or not path.exists():
        abort(404)
    response = send_file(path, mimetype=file.media_type, download_name=file_name(edition, kind), etag=file.sha256, conditional=True)
    response.headers["Cache-Control"] = FOR_EVERYBODY
    return response


def _find(slug: str) -> Edition:
    return queries.find_published(slug) or abort(404)


def _entries(edition: Edition) -> list[Entry]:
    """Return what stands in an edition, by name: what was taken again stands behind the rest."""
    return sorted((Entry.from_json(each.frozen) for each in edition.entries), key=lambda entry: entry.place.sort_key)
