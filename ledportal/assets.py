"""The built style sheet and scripts: their names carry a hash of what is in them, so a browser keeps them for good."""

from __future__ import annotations

import json

from flask import Flask, Response, request

from ledportal.paths import STATIC

MANIFEST = STATIC / "dist" / "manifest.json"
FOR_GOOD = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """Return the address of a built file, the same in all versions of a page.

    Raises:
        RuntimeError: the files are not built.
    """
    try:
        manifest = json.loads(MANIFEST.read_text())
    except FileNotFoundError:
        raise RuntimeError("The style sheet and scripts are not built: run `make assets`.") from None
    return f"/static/dist/{manifest[name]}"


def keep(response: Response) -> Response:
    """Let everybody keep a built file for good."""
    if request.path.startswith("/static/dist/") and response.status_code == 200:
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def init_app(app: Flask) -> None:
    app.after_request(keep)
    app.add_template_global(asset)
