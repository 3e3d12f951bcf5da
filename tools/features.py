"""The features as a table, from what each folder of ``ledportal/`` says of itself."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "ledportal"


def lines() -> list[str]:
    """Return the table (Markdown)."""
    rows = [f"| `{path.parent.name}/` | {_said(path)} |" for path in sorted(PACKAGE.glob("*/__init__.py"))]
    return ["| folder | what it holds |", "| --- | --- |", *rows]


def _said(path: Path) -> str:
    """Return what a package says of itself, without the full stop at its end."""
    return (ast.get_docstring(ast.parse(path.read_text())) or "").removesuffix(".")
