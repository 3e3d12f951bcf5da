"""The parts of docs/ that are written from the code: ``python -m tools.documents`` writes them, ``--check`` fails where they differ."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tools import data_dictionary, diagram

DOCS = Path(__file__).resolve().parent.parent / "docs"
PARTS = {"architecture.md": diagram.lines, "data-dictionary.md": data_dictionary.lines}
WRITTEN = re.compile(r"(<!-- written from the code -->).*?(<!-- end -->)", re.DOTALL)


def current(text: str, lines: list[str]) -> str:
    """Return a document with its generated part as the code has it now.

    Raises:
        ValueError: it has no place for it, or several.
    """
    made, count = WRITTEN.subn(lambda found: "\n".join((found[1], *lines, found[2])), text)
    if count != 1:
        raise ValueError("the markers must stand there once")
    return made


def stale() -> dict[Path, str]:
    """Return the documents that differ from the code, each with what it should be."""
    wanted = {DOCS / name: current((DOCS / name).read_text(), lines()) for name, lines in PARTS.items()}
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
