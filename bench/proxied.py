"""The pages through nginx as docs/operations.md has it, beside the same bytes as files of the same nginx."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from flask import Flask

from bench.comparing import Rates, compare_rates, reaches, verdict
from bench.figures import note
from bench.load import rate
from bench.serving import WORKERS, settings
from tests.deployment.server import Server, serve

GOAL = 0.8
FILES = "/bench-files/"


def measure(registers: Sequence[tuple[Flask, int]], pages: Mapping[str, str]) -> bool:
    """Print how each page compares with its file in each register, the smallest first; say whether all reach the goal."""
    found = [(size, _measured(app, size, pages)) for app, size in registers]
    smallest = found[0][1]
    right = [_noted(name, size, rates[name], None if rates is smallest else smallest[name]) for size, rates in found for name in pages]
    return all(right)


def _measured(app: Flask, size: int, pages: Mapping[str, str]) -> dict[str, Rates]:
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as place:
        folder = Path(place)
        (folder / "files").mkdir()
        files = f"location {FILES} {{ alias {folder}/files/; default_type text/html; gzip_static on; gzip_vary on; }}"
        environment = settings(app) | {"LEDPORTAL_BASE_URL": "https://127.0.0.1", "LEDPORTAL_TRUSTED_PROXIES": "1"}
        with serve(folder, environment, workers=WORKERS, beside=files) as server:
            return {name: _compared(f"{name}, {size:,} offices", path, server, folder / "files" / name) for name, path in pages.items()}


def _compared(what: str, path: str, server: Server, file: Path) -> Rates:
    base = f"https://127.0.0.1:{server.nginx}"
    _copy(path, server, file)
    rate(base, [path, FILES + file.name], seconds=1)
    found = compare_rates(
        lambda: rate(base, [path], seconds=1, warm=False), lambda: rate(base, [FILES + file.name], seconds=1, warm=False), GOAL
    )
    print(f"  {what}, through nginx: {verdict(found.shares, GOAL)}", flush=True)
    return found


def _noted(name: str, size: int, found: Rates, before: Rates | None) -> bool:
    return note(
        "pages",
        f"{name} page through nginx, {size:,} offices",
        ours=f"{found.own:,.0f} requests/s, {median(found.shares):.0%}",
        reference=f"{found.reference:,.0f} requests/s (a file of this nginx)",
        goal=f"at least {GOAL:.0%}",
        growth=None if before is None else before.own / found.own,
        kept=reaches(found.shares, GOAL),
    )


def _copy(path: str, server: Server, file: Path) -> None:
    """Keep a page as files, plain and just as compressed as the register sends it."""
    packed = server.browser().ask("GET", path, Host="127.0.0.1", **{"Accept-Encoding": "gzip"})
    if packed.status != 200 or packed.headers["Content-Encoding"] != "gzip":
        raise RuntimeError(f"{path}: {packed.status}, not compressed")
    file.write_bytes(gzip.decompress(packed.body))
    file.with_name(f"{file.name}.gz").write_bytes(packed.body)
