"""The wheel holds all that the register needs, and runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

VISIT = """
import ledportal
from ledportal.paths import PACKAGE

client = ledportal.create_app().test_client()
page = client.get("/", base_url="http://127.0.0.1:5000")
sheet = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
print(PACKAGE, page.status_code, 'lang="sr-Latn"' in page.text and "kancelarija" in page.text, client.get(sheet, base_url="http://127.0.0.1:5000").status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder]
    subprocess.run([*pip, ROOT], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory) -> Callable[..., str]:
    """Run Python with the wheel's content instead of the checkout's."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    environment = kept | {"PYTHONPATH": str(folder / "site"), "LEDPORTAL_INSTANCE_PATH": str(folder / "instance")}

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=True, text=True, stdout=subprocess.PIPE)
        return done.stdout

    return run


def test_it_holds_each_file_of_the_repository_that_the_register_reads(wheel):
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    needed = {name for name in listed if name.startswith(("templates/", "migrations/", "ledportal/"))}
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert {name if name.startswith("ledportal/") else f"ledportal/{name}" for name in needed} <= packed


def test_it_holds_what_is_built(wheel):
    built = {f"ledportal/{path.relative_to(ROOT)}" for path in (ROOT / "static" / "dist").rglob("*") if path.is_file()}
    assert built <= set(zipfile.ZipFile(wheel).namelist())


def test_it_runs_without_the_checkout(run):
    run("-m", "flask", "--app", "ledportal", "db", "upgrade")
    assert run("-m", "flask", "--app", "ledportal", "municipalities", "load") == "199 municipalities added, 0 listings written\n"
    package, page, translated, sheet = run("-c", VISIT).split()
    assert (Path(package).parent.name, page, translated, sheet) == ("site", "200", "True", "200")
