"""Where a person goes after signing in: only to an address of this site."""

from __future__ import annotations

from flask import url_for

from ledportal.accounts.models import User

LONGEST = 2000


def safe_path(text: str | None) -> str | None:
    """Return the text if every browser takes it for a path on this site, else None.

    Browsers drop tabs and line ends from an address and read a backslash as a slash.
    """
    if not text or len(text) > LONGEST or not text.startswith("/") or text.startswith("//"):
        return None
    return None if "\\" in text or any(not character.isprintable() for character in text) else text


def after_sign_in(user: User, wanted: str | None) -> str:
    """Return the address that was asked for, or the person's own first page."""
    if path := safe_path(wanted):
        return path
    if not user.is_confirmed:
        return url_for("accounts.awaiting_confirmation")
    return url_for("moderation.queue" if user.is_staff else "offices.home")
