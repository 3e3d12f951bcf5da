"""The built style sheet and scripts: their names carry a hash of what is in them, so a browser keeps them for good."""

from __future__ import annotations

import json
from functools import lru_cache

from flask import Flask, Response, request

from ledportal.paths import STATIC

MANIFEST = STATIC / "dist" / "manifest.json"
FOR_GOOD = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """Return the address of a built file, the same in all versions of a page.

    Raises:
        RuntimeError: the files are not built, or before this one was added.
    """
    try:
        return f"/static/dist/{names(MANIFEST.stat().st_mtime_ns)[name]}"
    except (FileNotFoundError, KeyError):
        raise RuntimeError(f"{name} is not built: run `make assets`, or `python -m tools.build_assets`.") from None


@lru_cache(maxsize=1)
def names(written: int) -> dict[str, str]:  # noqa: ARG001  # a new build is a new key
    """Return the built files' names as of the manifest's time."""
    manifest: dict[str, str] = json.loads(MANIFEST.read_text())
    return manifest


def keep(response: Response) -> Response:
    """Let everybody keep a built file for good."""
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def init_app(app: Flask) -> None:
    app.after_request(keep)
    app.add_template_global(asset)
