"""Sets one document with Typst in a process of its own: its memory goes back when it ends, and a fault in it ends nothing else.

It reads one request a line and answers each by one line; :mod:`ledportal.typesetting.documents` asks. It is run as a file, so that nothing
of the register is loaded beside Typst.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import typst


def pdf(compiler: typst.Compiler, *, path: str, standards: list[Any], made: str) -> list[str]:
    """Write the document as PDF, and return what Typst warns of."""
    content, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=standards, timestamp=datetime.fromisoformat(made))
    assert isinstance(content, bytes)
    Path(path).write_bytes(content)
    return [each.message for each in warnings]


def draw(compiler: typst.Compiler, *, pattern: str, ppi: float) -> None:
    """Write each page as a picture."""
    compiler.compile(output=pattern, format="png", ppi=ppi)


def tell(compiler: typst.Compiler, *, expression: str) -> Any:
    """Return the value of an expression about the document."""
    return json.loads(compiler.eval(expression))


WAYS = {"pdf": pdf, "draw": draw, "tell": tell}


def main(document: str, fonts: str) -> None:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(document, root=str(Path(document).parent), font_paths=known)
    for line in sys.stdin:
        way, given = json.loads(line)
        try:
            answer = [WAYS[way](compiler, **given), None]  # type: ignore[operator]
        except typst.TypstError as error:
            answer = [None, error.diagnostic]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
