"""Lighthouse, as a program that looks at pages behind nginx as their visitors see them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.filling import fill
from ledportal.extensions import db
from tests.browser import ARGUMENTS
from tests.contracts.site import publish
from tests.databases import SqliteDatabase, make_app, require
from tests.deployment.server import HOST, Server, serve
from tests.factories import make_member, make_moderator, office
from tools.node import FRONTEND, node_environment

SCRIPT = Path(__file__).with_suffix(".mjs")
PAGES = {
    "home": "/",
    "directory": "/kancelarije/",
    "office": "/kancelarije/becej/",
    "map": "/mapa/",
    "data": "/podaci/",
    "statistics": "/statistika/",
}
SMALL = ("home", "directory", "office")
"""The pages of which a first visit is small."""
FORMS = ("mobile", "desktop")
PERFORMANCE = "performance"
OTHERS = ("accessibility", "best-practices", "seo")


@dataclass(frozen=True)
class Report:
    """What Lighthouse says about a page.

    Attributes:
        page: the name of the page in PAGES.
        form: how wide the screen was: mobile or desktop.
        scores: of each category, from 0 to 1.
        faults: what it found wrong.
        requests: what the browser asked for, each with the bytes that came, headers included.
    """

    page: str
    form: str
    scores: Mapping[str, float]
    faults: Sequence[Mapping[str, Any]]
    requests: Mapping[str, int]

    @property
    def bytes(self) -> int:
        return sum(self.requests.values())


@contextmanager
def published(folder: Path) -> Iterator[Server]:
    """Serve a register with 145 offices, two of them of municipalities that are on the map."""
    database = SqliteDatabase(folder)
    database.reset()
    app = make_app(database.url, folder)
    with app.app_context():
        fill(143)
        for slug in ("becej", "ada"):
            publish(office(slug), make_member(office(slug)), make_moderator())
        db.session.commit()
        db.engine.dispose()
    settings = {
        "LEDPORTAL_ENV": "production",
        "LEDPORTAL_SECRET_KEY": "a key for this register only, long enough",
        "LEDPORTAL_BASE_URL": f"https://{HOST}",
        "LEDPORTAL_SMTP_HOST": "127.0.0.1",
        "LEDPORTAL_TRUSTED_PROXIES": "1",
        "LEDPORTAL_INSTANCE_PATH": str(folder),
        "LEDPORTAL_DATABASE_URL": database.url,
    }
    with serve(folder, settings) as server:
        yield server


def reports(server: Server, pages: Sequence[str], categories: Sequence[str], forms: Sequence[str] = FORMS) -> list[Report]:
    """Return what Lighthouse says about pages."""
    chromium = shutil.which("chromium")
    require(chromium, "Chromium")
    require((FRONTEND / "node_modules" / "lighthouse").exists(), "Lighthouse (python -m tools.node)")
    to_nginx = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{server.nginx}"
    urls = {f"https://{HOST}{PAGES[page]}": page for page in pages}
    wanted = {
        "modules": str(FRONTEND / "node_modules"),
        "chromium": chromium,
        "flags": [*ARGUMENTS, "--ignore-certificate-errors", to_nginx],
        "categories": categories,
        "urls": list(urls),
        "forms": forms,
    }
    done = subprocess.run(["node", SCRIPT], input=json.dumps(wanted), env=node_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [_report(urls[each["url"]], each) for each in json.loads(done.stdout)]


def _report(page: str, found: dict[str, Any]) -> Report:
    requests = {each["url"]: each["bytes"] for each in found["requests"]}
    return Report(page, found["form"], found["scores"], found["faults"], requests)
