"""Setting documents with Typst: from a template and data to PDF, or to pictures of its pages.

Data go in as JSON, so that no markup in them is ever read as such; with the same data, files, fonts and day the result is the same,
byte for byte.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, cast

import typst

from ledportal.paths import TEMPLATES
from ledportal.typesetting.fonts import fonts

Standard = Literal["ua-1", "a-2a"]

SCREEN: tuple[Standard, ...] = ("ua-1",)
"""PDF/UA-1 (ISO 14289-1): tagged, for readers who listen."""
ARCHIVE: tuple[Standard, ...] = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2): all that is needed to show it is in the file. It allows no CMYK colours without a profile."""


class Document:
    """A template with its data, ready to be set; within :func:`document` only."""

    def __init__(self, main: Path, day: date) -> None:
        self._compiler = typst.Compiler(str(main), root=str(main.parent), font_paths=fonts())
        self._made = datetime.combine(day, time(12), UTC)

    def pdf(self, standards: Sequence[Standard] = ()) -> bytes:
        """Return the document as PDF, in the standards that are named, as by ``SCREEN``.

        Raises:
            typst.TypstError: the template is wrong, or a standard cannot be kept.
        """
        return cast(bytes, self._compiler.compile(format="pdf", pdf_standards=[*standards], timestamp=self._made))

    def pictures(self, *, ppi: int) -> list[bytes]:
        """Return each page as PNG, with so many pixels an inch."""
        found = self._compiler.compile(format="png", ppi=ppi)
        return found if isinstance(found, list) else [cast(bytes, found)]

    def draw(self, folder: Path, *, ppi: int) -> list[Path]:
        """Draw each page as PNG into an empty folder, with so many pixels an inch, and return the files in the order of the pages."""
        self._compiler.compile(output=str(folder / "{0p}.png"), format="png", ppi=ppi)
        return sorted(folder.glob("*.png"))

    def told(self, label: str) -> list[dict[str, Any]]:
        """Return what the template says by ``metadata`` under a label, each with the ``page`` on which it stands, from 1."""
        expression = f"query(<{label}>).map(it => (..it.value, page: it.location().page()))"
        return json.loads(self._compiler.eval(expression))


@contextmanager
def document(template: str, data: Mapping[str, Any], *, day: date, files: Mapping[str, bytes] | None = None) -> Iterator[Document]:
    """Prepare a template of ``templates/<folder>/<name>.typ`` with its data, which it reads by ``json("data.json")``.

    Args:
        template: folder and name, as ``catalogue/book``; the other templates of the folder can be imported.
        day: the day that the PDF carries as that of its making.
        files: pictures by the names under which the template reads them.
    """
    folder, _, name = template.partition("/")
    with TemporaryDirectory(prefix="ledportal-typesetting-") as scratch:
        root = Path(scratch)
        for each in (TEMPLATES / folder).glob("*.typ"):
            shutil.copyfile(each, root / each.name)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False))
        for named, content in (files or {}).items():
            (root / named).write_bytes(content)
        yield Document(root / f"{name}.typ", day)
