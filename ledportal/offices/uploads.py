"""The files that come with a section's form: kept where they are acceptable, and only those of the office itself stay in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, cast

from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict

from ledportal.accounts.models import User
from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.attachments.refusals import Refused
from ledportal.extensions import db
from ledportal.offices.controls import UPLOAD
from ledportal.offices.declaration import Section
from ledportal.offices.models import Office
from ledportal.offices.typed import FilePlace, file_places
from ledportal.text import N_

Uploads = MultiDict[str, FileStorage]


@dataclass(frozen=True)
class NotKept:
    """A file that was refused, and the place where it was chosen."""

    filename: str
    place: FilePlace
    message: str
    values: dict[str, Any] = field(default_factory=dict)


def drop_strangers(section: Section, typed: dict[str, Any], office: Office) -> None:
    """Take every id out of what was typed that names no file of this office and purpose."""
    places = list(file_places(section, typed))
    ids = {each for place in places for each in place.ids}
    if not ids:
        return
    rows = db.session.execute(select(Attachment.id, Attachment.purpose).where(Attachment.office_id == office.id, Attachment.id.in_(ids)))
    known = {(row.id, row.purpose) for row in rows}
    for place in places:
        place.ids = [each for each in place.ids if (each, place.kind.purpose) in known]


def keep(section: Section, typed: dict[str, Any], uploads: Uploads, office: Office, *, by: User, at: datetime) -> list[NotKept]:
    """Keep the files that were chosen, put their ids into what was typed, and return those that are refused."""
    return [
        refused
        for place in file_places(section, typed)
        for upload in chosen(uploads, place)
        for refused in _keep(upload, place, office, by=by, at=at)
    ]


def chosen(uploads: Uploads, place: FilePlace) -> list[FileStorage]:
    """Return the files that were chosen in a place."""
    return [each for each in uploads.getlist(place.name + UPLOAD) if each.filename]


def _keep(upload: FileStorage, place: FilePlace, office: Office, *, by: User, at: datetime) -> Iterator[NotKept]:
    """Keep one file; where there is room for one only, it takes the place of the one before."""
    store = files.store_pdf if place.kind.purpose == "document" else files.store_image
    name = upload.filename or ""
    if len(place.ids) >= place.kind.most > 1:
        yield NotKept(name, place, N_("Keep at most %(limit)s files"), {"limit": place.kind.most})
        return
    try:
        attachment = store(cast(BinaryIO, upload.stream), place.kind.purpose, office, by=by, at=at, filename=name)
    except Refused as refused:
        yield NotKept(name, place, refused.message, refused.values)
        return
    place.ids = [attachment.id] if place.kind.most == 1 else [*place.ids, attachment.id]


def not_sent_again(section: Section, typed: dict[str, Any], uploads: Uploads) -> list[NotKept]:
    """Return the files that were chosen, each with the request to choose it once more."""
    message = N_("Choose the file again: your browser does not send it twice")
    return [NotKept(each.filename or "", place, message) for place in file_places(section, typed) for each in chosen(uploads, place)]
