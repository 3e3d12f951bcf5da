"""How much memory a process and all that it started take together, seen from outside."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

EVERY = 0.02
"""Seconds between two looks, at least."""
SHARE = 50
"""A large process stands still while it is looked at, so it is left alone for so many times as long."""
MIB = 1024


def answered(command: Sequence[str], *, limit: float, **given: Any) -> tuple[Mapping[str, Any] | None, float]:
    """Run a command that prints JSON; return what it says, none where it is stopped after ``limit`` seconds, and the most MiB that it took.

    Pages that several processes share are counted once (``Pss`` of proc(5)).
    """
    most, end = 0.0, time.monotonic() + limit
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **given) as process:
        while process.poll() is None:
            if time.monotonic() > end:
                process.kill()
                return None, most
            start = time.perf_counter()
            most = max(most, sum(map(_taken, _family(process.pid))))
            time.sleep(max(EVERY, SHARE * (time.perf_counter() - start)))
        answer, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    found: Mapping[str, Any] = json.loads(answer)
    return found, most


def _family(process: int) -> list[int]:
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, children.read_text().split())
    return found


def _taken(process: int) -> float:
    """Return the MiB of a process; none of one that has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / MIB
    return 0
