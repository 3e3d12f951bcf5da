"""What is known of an uploaded file; its bytes are in the uploads folder under the SHA-256."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ledportal.database import Base


class Attachment(Base):
    """A file of an office. ``id`` is random: it is part of the public address. ``purpose`` is logo, photo, document or letter."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    purpose: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    @property
    def audit_id(self) -> str:
        return self.id

    @property
    def audit_label(self) -> str:
        return self.filename
