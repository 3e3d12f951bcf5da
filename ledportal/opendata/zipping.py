"""A ZIP that is sent while it is made. Pure."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class _Outlet(io.RawIOBase):
    """A file that cannot be turned back: what is written waits until it is taken."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # all that zipfile writes
        self.waiting.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self.waiting = b"".join(self.waiting), []
        return taken


def pieces(members: Iterable[tuple[str, Iterable[bytes]]], *, day: date) -> Generator[bytes]:
    """Yield a ZIP of named files, all dated on a day."""
    outlet = _Outlet()
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            info = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in content:
                    member.write(piece)
                    if taken := outlet.take():
                        yield taken
    yield outlet.take()
