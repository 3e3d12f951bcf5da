"""What attachments hold of a person, for the export of their data: the files that they uploaded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ledportal.accounts.export import columns
from ledportal.accounts.holdings import Holding
from ledportal.accounts.models import User
from ledportal.attachments.models import Attachment
from ledportal.extensions import db


def files(user: User) -> list[dict[str, Any]]:
    """Return what is known of the files; each is at the address ``/prilozi/<id>``."""
    found = db.session.scalars(select(Attachment).where(Attachment.created_by_id == user.id).order_by(Attachment.created_at, Attachment.id))
    return [columns(each, "id", "purpose", "filename", "media_type", "size", "created_at") for each in found]


HOLDING = Holding("files", files)
