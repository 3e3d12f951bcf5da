"""Attachments: logos, photos, documents, letters."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_file
from flask_login import current_user

from ledportal.access import public
from ledportal.attachments import files, queries
from ledportal.headers import PRIVATE
from ledportal.offices import departures
from ledportal.offices.models import Office
from ledportal.page_cache import FOR_EVERYBODY

attachments = Blueprint("attachments", __name__)

PDF = "application/pdf"


@attachments.get("/prilozi/<string:attachment_id>")
@public
def show(attachment_id: str) -> Response:
    """Serve a file to everybody once it is published, before that to those who may see it; whoever may not finds nothing here."""
    attachment = queries.find(attachment_id)
    if attachment is None:
        abort(404)
    published = queries.is_published(attachment)
    path = files.path_of(attachment)
    if not (published or queries.may_see(current_user, attachment)) or not path.exists():
        if queries.is_in_an_entry(attachment):
            departures.refuse(Office.id == attachment.office_id)
        abort(404)
    response = send_file(
        path,
        mimetype=attachment.media_type,
        download_name=queries.public_name(attachment) if published else attachment.filename,
        as_attachment=attachment.media_type == PDF,
        etag=attachment.sha256,
        last_modified=attachment.created_at,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = FOR_EVERYBODY if published else PRIVATE
    return response
