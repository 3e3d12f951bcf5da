from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess

import pytest

from ledportal import assets
from ledportal.paths import STATIC
from tools import build_assets

DIST = STATIC / "dist"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build_assets.main()


def manifest() -> dict[str, str]:
    return json.loads((DIST / "manifest.json").read_text())


def test_the_manifest_names_what_is_built_and_nothing_else():
    compressed = {f"{name}.gz" for name in manifest().values()}
    assert {path.name for path in DIST.iterdir()} == {*manifest().values(), *compressed, "manifest.json", "fingerprint", "fonts"}


def test_each_file_stands_there_compressed_too():
    for name in manifest().values():
        assert gzip.decompress((DIST / f"{name}.gz").read_bytes()) == (DIST / name).read_bytes()


def test_a_name_carries_the_hash_of_its_content():
    for name in manifest().values():
        assert name.split(".")[1] == hashlib.sha256((DIST / name).read_bytes()).hexdigest()[:12]


def test_every_import_of_a_script_is_built():
    imports = {found for path in DIST.glob("*.js") for found in re.findall(r'from "\./([^"]+)"', path.read_text())}
    assert imports <= set(manifest().values())
    assert manifest()["govuk.js"] in imports


def test_nothing_is_built_again_when_nothing_changed(monkeypatch):
    monkeypatch.setattr(build_assets, "build", lambda: pytest.fail("built again"))
    build_assets.main()


def test_a_build_that_fails_leaves_the_last_one(monkeypatch):
    before = manifest()

    def fail(environment):
        raise subprocess.CalledProcessError(1, "sass")

    monkeypatch.setattr(build_assets, "compile_styles", fail)
    with pytest.raises(subprocess.CalledProcessError):
        build_assets.build()
    assert manifest() == before
    assert {path.name for path in STATIC.iterdir()} == {"dist", "img", "js"}


def test_the_style_sheet_asks_for_no_font_and_no_other_site():
    styles = (DIST / manifest()["main.css"]).read_text()
    assert "@font-face" not in styles
    assert "GDS Transport" not in styles
    assert re.findall(r"url\([^)]*\)", styles) == []


def test_the_lock_file_names_no_host():
    """Where npm wrote "resolved" or "funding" lines into it, take them out."""
    lock = (build_assets.FRONTEND / "package-lock.json").read_text()
    assert re.findall(r"https?:.*|.*resolved.*", lock) == []


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_all_versions_of_a_page_share_one_address(bare_app, prefix):
    with bare_app.test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix}):
        assert assets.asset("main.css") == f"/static/dist/{manifest()['main.css']}"


def test_a_built_file_is_kept_for_good_and_nothing_else_is(bare_app):
    client = bare_app.test_client()
    with bare_app.app_context():
        address = assets.asset("main.css")
    with client.get(address) as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for other in ("/static/js/main.js", "/static/dist/gone.css"):
        with client.get(other) as response:
            assert "immutable" not in response.headers["Cache-Control"]


def test_what_is_not_built_says_what_to_run(monkeypatch, tmp_path):
    with pytest.raises(RuntimeError, match=r"new\.js is not built: run"):
        assets.asset("new.js")
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")
    with pytest.raises(RuntimeError, match=r"main\.css is not built: run"):
        assets.asset("main.css")


def test_a_new_build_is_seen_at_once(monkeypatch, tmp_path):
    manifest_file = tmp_path / "manifest.json"
    monkeypatch.setattr(assets, "MANIFEST", manifest_file)
    for content in ("main.1.css", "main.2.css"):
        manifest_file.write_text(json.dumps({"main.css": content}))
        assert assets.asset("main.css") == f"/static/dist/{content}"
