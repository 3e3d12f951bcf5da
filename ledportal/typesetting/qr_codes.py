"""QR codes as the templates draw them. Pure."""

from __future__ import annotations

import re
from typing import Any

import segno

MASK = 2
"""One of the eight patterns of ISO/IEC 18004: to try them all takes five times as long, and readers read each of them."""
DARK = re.compile(rb"\x01+")


def qr_code(text: str) -> dict[str, Any]:
    """Return a code as runs of dark squares: the row, the first column and the length of each; the quiet zone is not among them."""
    matrix = segno.make(text, error="m", micro=False, mask=MASK).matrix
    runs = [[row, run.start(), run.end() - run.start()] for row, line in enumerate(matrix) for run in DARK.finditer(line)]
    return {"size": len(matrix), "runs": runs}
