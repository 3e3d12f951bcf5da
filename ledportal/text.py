"""Text as it comes and as it is declared: what no page can hold, and marking what is translated where it is shown."""

from __future__ import annotations

import re

INVISIBLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no page can hold (HTML Living Standard, 13.2.3.5) and that come along when text is pasted."""


def N_(message: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Return the message id unchanged; its reader translates it with ``gettext``."""
    return message
