"""The pages through nginx as docs/operations.md has it, beside the same bytes as files of the same nginx."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from flask import Flask

from bench.comparing import compare, reaches, verdict
from bench.figures import note
from bench.load import rate
from bench.serving import WORKERS, settings
from tests.deployment.server import Server, serve

GOAL = 0.8
FILES = "/bench-files/"


def measure(app: Flask, size: int, pages: Mapping[str, str]) -> bool:
    """Print how each page compares with its file; say whether all reach the goal."""
    with tempfile.TemporaryDirectory(prefix="ledportal-bench-") as place:
        folder = Path(place)
        (folder / "files").mkdir()
        files = f"location {FILES} {{ alias {folder}/files/; default_type text/html; gzip_static on; gzip_vary on; }}"
        environment = settings(app) | {"LEDPORTAL_BASE_URL": "https://127.0.0.1", "LEDPORTAL_TRUSTED_PROXIES": "1"}
        with serve(folder, environment, workers=WORKERS, beside=files) as server:
            right = [_measured(name, path, server, folder / "files", size) for name, path in pages.items()]
    return all(right)


def _measured(name: str, path: str, server: Server, files: Path, size: int) -> bool:
    base = f"https://127.0.0.1:{server.nginx}"
    _copy(path, server, files / name)
    rate(base, [path, FILES + name], seconds=1)
    rates: list[tuple[float, float]] = []

    def round_(_number: int) -> float:
        rates.append((rate(base, [path], seconds=1, warm=False), rate(base, [FILES + name], seconds=1, warm=False)))
        return rates[-1][0] / rates[-1][1]

    shares = compare(round_, GOAL)
    print(f"  {name}, {size:,} offices, through nginx: {verdict(shares, GOAL)}", flush=True)
    own, reference = (median(column) for column in zip(*rates, strict=True))
    said = {"ours": f"{own:,.0f} requests/s, {median(shares):.0%}", "reference": f"{reference:,.0f} requests/s (a file of this nginx)"}
    return note("pages", f"{name} page through nginx, {size:,} offices", **said, goal=f"at least {GOAL:.0%}", kept=reaches(shares, GOAL))


def _copy(path: str, server: Server, file: Path) -> None:
    """Keep a page as files, plain and just as compressed as the register sends it."""
    packed = server.browser().ask("GET", path, Host="127.0.0.1", **{"Accept-Encoding": "gzip"})
    if packed.status != 200 or packed.headers["Content-Encoding"] != "gzip":
        raise RuntimeError(f"{path}: {packed.status}, not compressed")
    file.write_bytes(gzip.decompress(packed.body))
    file.with_name(f"{file.name}.gz").write_bytes(packed.body)
