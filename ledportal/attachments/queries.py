"""Who may see a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ledportal.access import Permission, can
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.offices.content import attachment_ids, public_content
from ledportal.offices.models import Office

LETTER = "letter"


def find(attachment_id: str) -> Attachment | None:
    return db.session.get(Attachment, attachment_id) if len(attachment_id) == 32 else None


def is_published(attachment: Attachment) -> bool:
    """Say whether everybody gets the file: the office is in the register, and the public part of its published revision names it."""
    return db.session.get_one(Office, attachment.office_id).municipality.active and is_in_an_entry(attachment)


def is_in_an_entry(attachment: Attachment) -> bool:
    office = db.session.get_one(Office, attachment.office_id)
    if attachment.purpose == LETTER or office.published_revision is None:
        return False
    return attachment.id in attachment_ids(public_content(office.published_revision.content))


def public_name(attachment: Attachment) -> str:
    """Return under which name everybody gets the file: the one that it was uploaded with may name a person."""
    office = db.session.get_one(Office, attachment.office_id)
    return f"{office.slug}-{attachment.id[:8]}{Path(attachment.filename).suffix}"


def may_see(user: Any, attachment: Attachment) -> bool:
    """Say whether a signed-in person may see a file that is not public: a letter only staff and its author, others the office too."""
    if attachment.purpose == LETTER and user.is_authenticated and user.id == attachment.created_by_id:
        return True
    if attachment.purpose == LETTER:
        return can(user, Permission.MODERATE)
    return can(user, Permission.EDIT_OFFICE, db.session.get_one(Office, attachment.office_id))
