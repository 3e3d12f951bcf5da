"""Files by their names in a folder, so that those of a book need not be in memory together."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path


class Folder(MutableMapping[str, bytes]):
    """The files of a new folder, each of which is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        path.mkdir()
        self._path = path

    def __getitem__(self, name: str) -> bytes:
        try:
            return self._path.joinpath(name).read_bytes()
        except FileNotFoundError:
            raise KeyError(name) from None

    def __setitem__(self, name: str, content: bytes) -> None:
        self._path.joinpath(name).write_bytes(content)

    def __delitem__(self, name: str) -> None:
        self._path.joinpath(name).unlink()

    def __iter__(self) -> Iterator[str]:
        return (each.name for each in self._path.iterdir())

    def __len__(self) -> int:
        return sum(1 for _ in self)
