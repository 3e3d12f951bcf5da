"""Where the files beside the code are: at the top of a checkout, inside the package of an installed wheel."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
INSTALLED = (PACKAGE / "templates").is_dir()
ROOT = PACKAGE if INSTALLED else PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
FONTS = STATIC / "dist" / "fonts"
MIGRATIONS = ROOT / "migrations"
DATA = PACKAGE / "data"


def instance_folder() -> Path:
    """Return the folder of what this installation keeps: ``LEDPORTAL_INSTANCE_PATH``, else ``instance/`` of the checkout or here."""
    if named := os.environ.get("LEDPORTAL_INSTANCE_PATH"):
        return Path(named)
    return (Path.cwd() if INSTALLED else ROOT) / "instance"
