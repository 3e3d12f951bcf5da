"""Setting documents with Typst: from a template and data to PDF, or to pictures of its pages.

Data go in as JSON, so that no markup in them is ever read as such; with the same data, files, fonts and day the result is the same,
byte for byte. Typst runs in a process of its own (``setter``): hundreds of pages take hundreds of MiB, which a worker should not keep.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any, Literal

from ledportal.paths import FONTS, PACKAGE, TEMPLATES

PATIENCE = 60
FRUGAL = {"MALLOC_TRIM_THRESHOLD_": "131072"}
"""Has the C library give back what is free at once (mallopt(3)): of each picture of a page, and of each PDF."""
Standard = Literal["ua-1", "a-2a"]

SCREEN: tuple[Standard, ...] = ("ua-1",)
"""PDF/UA-1 (ISO 14289-1): tagged, for readers who listen."""
ARCHIVE: tuple[Standard, ...] = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2): all that is needed to show it is in the file. It allows no CMYK colours without a profile."""


class SettingError(Exception):
    """Typst could not set the document: the template is wrong, or a standard cannot be kept. The text is what it says."""


class Document:
    """A template with its data, ready to be set; within :func:`document` only.

    Attributes:
        warnings: what Typst warned of when the latest PDF was made.
    """

    def __init__(self, setter: Popen[str], folder: Path, day: date) -> None:
        self.warnings: list[str] = []
        self._setter = setter
        self._folder = folder
        self._made = datetime.combine(day, time(12), UTC).isoformat()

    def pdf(self, standards: Sequence[Standard] = ()) -> bytes:
        """Return the document as PDF, in the standards that are named, as by ``SCREEN``.

        Raises:
            SettingError
        """
        path = self._folder / "made.pdf"
        self.warnings = self._ask("pdf", path=str(path), standards=[*standards], made=self._made)
        return path.read_bytes()

    def draw(self, folder: Path, *, ppi: int) -> list[Path]:
        """Draw each page as PNG into an empty folder, with so many pixels an inch, and return the files in the order of the pages."""
        self._ask("draw", pattern=str(folder / "{0p}.png"), ppi=ppi)
        return sorted(folder.glob("*.png"))

    def pictures(self, *, ppi: int) -> list[bytes]:
        """Return each page as PNG; for documents of a few pages."""
        with TemporaryDirectory(dir=self._folder) as folder:
            return [each.read_bytes() for each in self.draw(Path(folder), ppi=ppi)]

    def told(self, label: str) -> list[dict[str, Any]]:
        """Return what the template says by ``metadata`` under a label, each with the ``page`` on which it stands, from 1."""
        found: list[dict[str, Any]] = self._ask("tell", expression=f"query(<{label}>).map(it => (..it.value, page: it.location().page()))")
        return found

    def _ask(self, way: str, **given: Any) -> Any:
        assert self._setter.stdin is not None and self._setter.stdout is not None
        try:
            self._setter.stdin.write(json.dumps([way, given]) + "\n")
            self._setter.stdin.flush()
            answer, error = json.loads(self._setter.stdout.readline())
        except (BrokenPipeError, ValueError):
            raise SettingError(f"the process that sets it ended with {self._setter.wait(PATIENCE)}") from None
        if error is not None:
            raise SettingError(error)
        return answer


@contextmanager
def document(template: str, data: Mapping[str, Any], *, day: date, files: Mapping[str, bytes] | None = None) -> Iterator[Document]:
    """Prepare a template of ``templates/<folder>/<name>.typ`` with its data, which it reads by ``json("data.json")``.

    Args:
        template: folder and name, as ``catalogue/book``; the other templates of the folder can be imported.
        day: the day that the PDF carries as that of its making.
        files: pictures by the names under which the template reads them.
    """
    with TemporaryDirectory(prefix="ledportal-typesetting-") as scratch:
        main = _laid_out(Path(scratch), template, data, files or {})
        del data, files  # a large book is not held here and there while it is set
        with _setting(main) as setter:
            yield Document(setter, main.parent, day)


def _laid_out(folder: Path, template: str, data: Mapping[str, Any], files: Mapping[str, bytes]) -> Path:
    """Put all that a document is made of into a folder, and return where its template is."""
    kind, _, name = template.partition("/")
    for each in (TEMPLATES / kind).glob("*.typ"):
        shutil.copyfile(each, folder / each.name)
    (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False))
    for named, content in files.items():
        (folder / named).write_bytes(content)
    return folder / f"{name}.typ"


@contextmanager
def _setting(main: Path) -> Iterator[Popen[str]]:
    command = [sys.executable, "-I", str(PACKAGE / "typesetting" / "setter.py"), str(main), str(FONTS)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=main.parent, env=os.environ | FRUGAL) as setter:
        try:
            yield setter
        finally:
            setter.kill()
            with suppress(BrokenPipeError):  # what an ended process did not read
                setter.stdin.close()  # type: ignore[union-attr]
