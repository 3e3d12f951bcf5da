"""One row for each thing that staff have to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.accounts.models import User
from ledportal.database import Base
from ledportal.offices.models import Office

_OPEN = text("closed_at IS NULL")


class StaffTask(Base):
    """Something for staff to do, from its cause to its outcome. At most one open task a ``key``.

    Attributes:
        kind: what it is about, see ``todo.kinds``.
        details: what a reader needs to understand it, as JSON values.
        wake_at: until when staff put it off.
        outcome: how it ended: a code of ``todo.kinds``; ``cause_gone`` where it closed by itself.
    """

    __tablename__ = "staff_tasks"
    __table_args__ = (Index("uq_staff_tasks_open", "key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("offices.id"), index=True)
    details: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    wake_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str | None]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    office: Mapped[Office | None] = relationship()
    closed_by: Mapped[User | None] = relationship()

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return self.key
