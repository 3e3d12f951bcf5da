"""How many requests a second a server answers: wrk asks for the addresses in turns."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence

SECONDS = 2
CONNECTIONS = 8
LEAST, LONGEST = 2 * CONNECTIONS, 60
"""Answers that are enough to tell a speed: a server that gives fewer is asked for longer, up to so many seconds."""
SCRIPT = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""


class WrongAnswers(Exception):
    """The server gave other answers than pages, so that its speed says nothing."""


def rate(base: str, paths: Sequence[str], *, seconds: int = SECONDS, connections: int = CONNECTIONS, warm: bool = True) -> float:
    """Return the requests a second that a server answers, each with 200.

    Args:
        base: where the server listens, as ``http://127.0.0.1:8000``.
        paths: what is asked for, one after the other, and again from the first.
        warm: whether to ask for a second before it counts, so that all processes have started and know the pages.

    Raises:
        WrongAnswers: some answer was an error, or none came within a minute.
    """
    program = shutil.which("wrk")
    if program is None:
        sys.exit("wrk is missing: on Debian, apt-get install wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ", ".join(map(json.dumps, paths)))
        script.flush()
        command = [program, "-t", "1", "-c", str(connections), "--timeout", "60s", "-s", script.name, "-H", "Accept-Encoding: gzip"]
        if warm:
            _said([*command, "-d", "1s", base])
        said = _said([*command, "-d", f"{seconds}s", base])
        while _answers(said) < LEAST and seconds < LONGEST:
            seconds *= 2
            said = _said([*command, "-d", f"{seconds}s", base])
    if wrong := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise WrongAnswers(f"{base}{paths[0]}: {wrong[0]}")
    if not _answers(said):
        raise WrongAnswers(f"{base}{paths[0]}: no answer")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])


def _answers(said: str) -> int:
    return int(re.findall(r"(\d+) requests in", said)[0])


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
