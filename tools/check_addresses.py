"""Check that no file of the repository holds a package registry's address or a path of somebody's machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTRIES = re.compile(rb"pypi\.org|pythonhosted\.org|registry\.npmjs|registry\.yarnpkg")
MACHINES = re.compile(rb"(?<![\w.])/(?:root|home/\w+|Users/\w+|work|opt/\w+)/")
IN_LOCKS = re.compile(rb'\w+://|"resolved"|^--.*', re.MULTILINE)


def findings(name: str, content: bytes) -> list[str]:
    """Return what a file says that it should not, each with the file's name."""
    rules = [REGISTRIES, MACHINES]
    if re.fullmatch(r"requirements.*\.txt|(.*/)?package-lock\.json", name):
        rules.append(IN_LOCKS)
    return [f"{name}: {found.group().decode()}" for rule in rules for found in rule.finditer(content)]


def main() -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    texts = [name for name in names if name and name != "tools/check_addresses.py" and (ROOT / name).is_file()]
    found = [finding for name in texts for finding in findings(name, (ROOT / name).read_bytes())]
    sys.exit("\n".join(found) or None)


if __name__ == "__main__":
    main()
