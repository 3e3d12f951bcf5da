"""Which program this is: what a file looked like may be otherwise after an update."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ledportal.paths import PACKAGE

ENDINGS = {".py", ".mo"}


@cache
def this_program() -> str:
    """Return a name of the running program, the same in all its processes."""
    return digest(PACKAGE)


def digest(folder: Path) -> str:
    """Return a name of the code and the translations below a folder."""
    found = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.suffix in ENDINGS):
        found.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
