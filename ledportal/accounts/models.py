"""People and what they sign in with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, and_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledportal.access import Role
from ledportal.database import Base


class User(Base):
    """A person with an account. ``email`` is lower case; a deleted account keeps its row without name or address."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    locale: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.USER)
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    totp_secret: Mapped[str | None]
    totp_enabled_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    sessions: Mapped[list[UserSession]] = relationship(back_populates="user")
    recovery_codes: Mapped[list[RecoveryCode]] = relationship(back_populates="user")

    is_authenticated = True

    @hybrid_property
    def is_active(self) -> bool:
        return self.disabled_at is None and self.deleted_at is None

    @is_active.inplace.expression
    @classmethod
    def _is_active(cls) -> ColumnElement[bool]:
        return and_(cls.disabled_at.is_(None), cls.deleted_at.is_(None))

    @hybrid_property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @is_confirmed.inplace.expression
    @classmethod
    def _is_confirmed(cls) -> ColumnElement[bool]:
        return cls.confirmed_at.is_not(None)

    @property
    def is_staff(self) -> bool:
        return self.role in {Role.MODERATOR, Role.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def has_second_factor(self) -> bool:
        return self.totp_enabled_at is not None

    @property
    def audit_id(self) -> str:
        return str(self.id)

    @property
    def audit_label(self) -> str:
        return f"user {self.id}"


class UserSession(Base):
    """One signed-in browser. The cookie holds the token, the row its SHA-256; ending the row ends the session."""

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str]
    address: Mapped[str]

    user: Mapped[User] = relationship(back_populates="sessions")


class RecoveryCode(Base):
    """A code that replaces the second factor once; stored as a hash."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="recovery_codes")


class OneTimeToken(Base):
    """A link in a mail: one purpose, one use, an end. Stored as a SHA-256."""

    __tablename__ = "one_time_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    email: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """One try at something that is throttled; ``key`` is a hash of the account or the network address."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_lookup", "kind", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]
