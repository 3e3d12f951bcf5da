"""The Nu HTML checker, on which validator.w3.org runs, for all pages of a test run: Java reads them at its end."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools.node import FRONTEND

CHECKER = FRONTEND / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
MEANT = (
    re.compile(r"Bad value .* for attribute “value” on element “input”"),
    re.compile(r"An “input” element .* “hidden” must not have an “autocomplete” attribute whose value is “on” or “off”"),
)
"""A form shows again what was typed, right or not; Firefox brings a hidden value back when a page is loaded again, if not told not to."""
OPTIONS = ("--stdout", "--format", "json", "--skip-non-html", "--no-langdetect")
"""Which language a text is in it guesses wrongly where there are many names; tests/contracts/test_languages.py knows."""
OF_A_MAIL = "style-src 'unsafe-inline'"
"""What the policy of a mail within our page says: it is written for mail programs."""
FOLDER: list[Path] = []
"""Where the pages of this run are kept, one of each markup, for all processes of it."""
KEPT: set[str] = set()
SAID: list[str] = []
"""What there is to tell at the end of the run."""


def keep_pages_in(folder: str | None) -> None:
    """Keep pages in the folder of the run, or in a new one where this is its first process."""
    FOLDER[:] = [Path(folder or tempfile.mkdtemp(prefix="ledportal-pages-"))]


def keep(html: str, markup: str) -> None:
    """Keep a page for the end of the run where it is the first one of its markup, with the name of the test."""
    name = hashlib.sha256(markup.encode("utf-8", "surrogatepass")).hexdigest()
    if name in KEPT or not FOLDER:
        return
    KEPT.add(name)
    with contextlib.suppress(FileExistsError), (FOLDER[0] / f"{name}.html").open("x", encoding="utf-8", errors="surrogatepass") as page:
        page.write(html)
        (FOLDER[0] / f"{name}.test").write_text(os.environ.get("PYTEST_CURRENT_TEST", ""))


def missing() -> str:
    """Return what has to be installed for the checker to run, or nothing."""
    if shutil.which("java") is None:
        return "Java"
    return "" if CHECKER.exists() else "The Nu HTML checker (python -m tools.node)"


def complaints(folder: Path) -> list[tuple[Path, str]]:
    """Return what the checker says about the pages of a folder, each with its page; each core of this machine reads a part of them."""
    pages, cores = sorted(folder.glob("*.html")), os.cpu_count() or 1
    parts = [part for first in range(cores) if (part := pages[first::cores])]
    with ThreadPoolExecutor(cores) as pool:
        return [each for said in pool.map(_complaints, parts) for each in said]


def _complaints(pages: list[Path]) -> list[tuple[Path, str]]:
    command = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(CHECKER), *OPTIONS, *map(str, pages)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    wrong = [each for each in json.loads(said)["messages"] if not any(known.match(each["message"]) for known in MEANT)]
    return [(Path(each["url"].removeprefix("file:")), " ".join(f"{each['message']} {each.get('extract', '')}".split())) for each in wrong]


def judge(session: pytest.Session) -> None:
    """Judge the pages that were kept, at the end of the run; a fault fails it, and in CI that nobody could look too."""
    if not any(FOLDER[0].glob("*.html")):
        return
    if absent := missing():
        SAID.append(f"{absent} IS NOT INSTALLED: nobody looked at the pages")
    else:
        SAID.extend(f"{page.with_suffix('.test').read_text()}: {what}" for page, what in complaints(FOLDER[0]))
    shutil.rmtree(FOLDER[0])
    if SAID and (not absent or os.environ.get("CI")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def report(reporter: pytest.TerminalReporter) -> None:
    for line in SAID:
        reporter.write_line(f"Nu HTML checker: {line}", red=True)
