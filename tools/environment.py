"""Make .venv from a lock file whose every line carries a hash; does nothing when that is done.

Runs on the system's Python, before anything is installed: standard library only.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def complaint(version: tuple[int, ...], has_venv: bool) -> str | None:
    """Say in one sentence why this Python will not do, or return None."""
    if version < OLDEST:
        found = ".".join(map(str, version[:2]))
        return f"Python 3.11 or newer is needed and this one is {found}: name another, for example make run PYTHON=python3.12"
    if not has_venv:
        return "This Python cannot make virtual environments: install its venv module (on Debian: apt-get install python3-venv)."
    return None


def can_make_environments() -> bool:
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def install(lock: Path, venv: Path = VENV) -> None:
    """Install what the lock file names, in a new environment where there is none that works."""
    python = venv / "bin" / "python"
    stamp = venv / f".{lock.name}.sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing what {lock.name} names into {venv.name} ...", flush=True)
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    stamp.write_text(wanted)


def main() -> None:
    if problem := complaint(sys.version_info[:3], can_make_environments()):
        sys.exit(problem)
    for name in sys.argv[1:]:
        try:
            install(ROOT / name)
        except subprocess.CalledProcessError:
            sys.exit(f"The packages of {name} could not be installed: the reason stands above. Run the same command to try again.")


if __name__ == "__main__":
    main()
