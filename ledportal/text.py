"""Marking text for translation where it is declared, so that it is translated where it is shown."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Return the message id unchanged; its reader translates it with ``gettext``."""
    return message
