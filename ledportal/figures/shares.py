"""Shares in whole per cent. Pure."""

from __future__ import annotations

from decimal import Decimal


def percent(part: Decimal | float, whole: Decimal | float) -> int | None:
    """Return a share in whole per cent; None of nothing. What is not all is never 100, and what is not nothing never 0."""
    if not whole:
        return None
    return 100 if part == whole else min(99, max(1 if part else 0, round(100 * float(part) / float(whole))))
