"""The parts of docs/ that are written from the code: ``python -m tools.documents`` writes them, ``--check`` fails where they differ."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tools import data_dictionary, diagram, features, public_tables

DOCS = Path(__file__).resolve().parent.parent / "docs"
PARTS = {
    "architecture.md": {"features": features.lines, "states": diagram.lines},
    "data-dictionary.md": {"fields": data_dictionary.lines, "tables": public_tables.lines},
}
PLACE = r"(<!-- written from the code: {} -->).*?(<!-- end -->)"


def current(text: str, part: str, lines: list[str]) -> str:
    """Return a document with a part as the code has it now.

    Raises:
        ValueError: it has no place for the part, or several.
    """
    made, count = re.subn(PLACE.format(part), lambda found: "\n".join((found[1], *lines, found[2])), text, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"the markers of {part} must stand there once")
    return made


def stale() -> dict[Path, str]:
    """Return the documents that differ from the code, each with what it should be."""
    wanted = {DOCS / name: (DOCS / name).read_text() for name in PARTS}
    for name, parts in PARTS.items():
        for part, lines in parts.items():
            wanted[DOCS / name] = current(wanted[DOCS / name], part, lines())
    return {path: text for path, text in wanted.items() if path.read_text() != text}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the parts of docs/ that come from the code.")
    parser.add_argument("--check", action="store_true", help="change nothing, and fail where a document differs")
    checking, differing = parser.parse_args().check, stale()
    if checking and differing:
        sys.exit("".join(f"docs/{path.name} differs from the code: run make docs\n" for path in differing))
    for path, text in differing.items():
        path.write_text(text)


if __name__ == "__main__":
    main()
