"""Build the style sheet, scripts and pictures into static/dist/, under names with a hash of their content, each also compressed for nginx.

Does nothing when nothing that goes in has changed, and leaves what is built alone until all of the new is there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.node import FRONTEND, install, node_environment

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "static" / "dist"
FONTS = FRONTEND / "node_modules" / "@expo-google-fonts"
FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
GOVUK = FRONTEND / "node_modules" / "govuk-frontend" / "dist" / "govuk"


def inputs() -> list[Path]:
    ours = [*ROOT.glob("static/js/*.js"), *ROOT.glob("static/img/*")]
    return sorted([FRONTEND / "package-lock.json", *FRONTEND.glob("scss/*.scss"), *ours, Path(__file__)])


def fingerprint() -> str:
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in inputs())).hexdigest()


def compile_styles(environment: dict[str, str]) -> bytes:
    command = ["node", "node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps", "--load-path=node_modules"]
    done = subprocess.run([*command, "scss/main.scss"], cwd=FRONTEND, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout


def place(folder: Path, name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    (folder / hashed).write_bytes(content)
    return hashed


IMPORT = re.compile(rb'"\./([\w.-]+\.js)"')


def after_their_imports(scripts: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield modules, each after those of them that it imports."""
    left = dict(scripts)
    while left:
        name = next(name for name, content in left.items() if not left.keys() & {each.decode() for each in IMPORT.findall(content)})
        yield name, left.pop(name)


def with_hashed_imports(script: bytes, manifest: dict[str, str]) -> bytes:
    """Replace the relative imports of a module by the names under which the modules stand in static/dist/."""
    return IMPORT.sub(lambda found: b'"./%s"' % manifest[found.group(1).decode()].encode(), script)


def copy_fonts(folder: Path) -> None:
    """Put the fonts of printed documents there; no page asks for them."""
    folder.mkdir()
    for face in FACES:
        for path in FONTS.glob(f"*/{face}/*.ttf"):
            shutil.copy(path, folder)


def fill(folder: Path) -> None:
    """Build everything into an empty folder."""
    environment = node_environment()
    install(environment)
    manifest = {"main.css": place(folder, "main.css", compile_styles(environment))}
    manifest["govuk.js"] = place(folder, "govuk.js", (GOVUK / "govuk-frontend.min.js").read_bytes())
    manifest |= {path.name: place(folder, path.name, path.read_bytes()) for path in (ROOT / "static" / "img").iterdir()}
    scripts = {path.name: path.read_bytes() for path in sorted((ROOT / "static" / "js").glob("*.js"))}
    for name, content in after_their_imports(scripts):
        manifest[name] = place(folder, name, with_hashed_imports(content, manifest))
    for path in list(folder.iterdir()):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    copy_fonts(folder / "fonts")
    (folder / "fingerprint").write_text(fingerprint())
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))


def build() -> None:
    """Build everything into static/dist/; where that fails, what was built before stays."""
    with tempfile.TemporaryDirectory(dir=DIST.parent, prefix=".dist-") as scratch:
        fresh = Path(scratch) / "dist"
        fresh.mkdir()
        fill(fresh)
        shutil.rmtree(DIST, ignore_errors=True)
        fresh.rename(DIST)


def main() -> None:
    stamp = DIST / "fingerprint"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        build()


if __name__ == "__main__":
    main()
