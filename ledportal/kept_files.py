"""Files in a folder of the instance, named by their SHA-256: written whole or not at all, removed when nothing names them any more."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

KEPT_FOR = timedelta(days=1)
"""How long a file without a row stays: its transaction may still be running."""


def place(folder: Path, sha256: str) -> Path:
    """Return where a file of a folder is, or would be."""
    return folder / sha256[:2] / sha256


def write(path: Path, data: bytes) -> None:
    """Put the bytes there, on the disk before the row that names them is committed; what is there already counts as new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        os.utime(path)
        return
    with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(files: Iterable[Path], named: Collection[Path], *, at: datetime) -> int:
    """Remove those that are not named and return their number; young ones stay."""
    oldest = (at - KEPT_FOR).timestamp()
    stale = [each for each in files if each.is_file() and each not in named and each.stat().st_mtime < oldest]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
