"""The Nu HTML checker, on which validator.w3.org runs, finds nothing on any page in any version."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ledportal.languages import LANGUAGES
from tests.contracts.site import ADMINISTRATOR, MEMBER, VISITOR, make_site
from tests.databases import require
from tests.judges.pages import pages
from tools.node import FRONTEND

CHECKER = FRONTEND / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def complaints(folder: Path) -> list[dict[str, str]]:
    """Return what the checker says about the files of a folder, read by one Java machine."""
    java = shutil.which("java")
    require(java, "Java")
    require(CHECKER.exists(), "The Nu HTML checker (make packages)")
    command = [
        str(java),
        "-Xss4m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(CHECKER),
        "--stdout",
        "--format",
        "json",
        "--skip-non-html",
        str(folder),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return json.loads(said)["messages"]


@pytest.mark.database("sqlite")
def test_no_page_has_a_fault(translated, tmp_path):
    site, addresses = make_site(translated), {}
    for role in (VISITOR, MEMBER, ADMINISTRATOR):
        for language in LANGUAGES.values():
            for address, html in pages(site, role, language.prefix):
                path = tmp_path / f"{len(addresses)}.html"
                path.write_text(html)
                addresses[path.as_uri().replace("///", "/")] = f"{address} ({role})"
    assert len(addresses) > 300
    found = {f"{each['message']} {each.get('extract', '')}": addresses[each["url"]] for each in complaints(tmp_path)}
    assert not found


def test_the_checker_sees_a_fault(tmp_path):
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html lang=en><title>t</title><p id=a><p id=a>")
    assert any("Duplicate ID" in each["message"] for each in complaints(tmp_path))
