"""How many requests a second a server answers: wrk asks for the addresses in turns."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from math import ceil
from urllib.request import Request, urlopen

SECONDS = 2
CONNECTIONS = 8
LEAST, LONGEST = 2 * CONNECTIONS, 30
"""Answers that are enough to tell a speed: a server that gives fewer is asked for longer, up to so many seconds."""
PATIENCE = 300
"""Seconds within which one answer must come."""
SLOW = 0.5
"""Seconds for an answer with which a server is not asked for more before it counts: what is left unanswered would hold up the rest."""
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
        WrongAnswers: some answer was an error.
    """
    program = shutil.which("wrk")
    if program is None:
        sys.exit("wrk is missing: on Debian, apt-get install wrk")
    alone = _seconds_alone(base, paths[-1])
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ", ".join(map(json.dumps, paths)))
        script.flush()
        command = [program, "-t", "1", "-c", str(connections), "--timeout", "60s", "-s", script.name, "-H", "Accept-Encoding: gzip"]
        if warm and alone < SLOW:
            _said([*command, "-d", "1s", base])
        said = _said([*command, "-d", f"{min(LONGEST, max(seconds, ceil(alone * LEAST)))}s", base])
    if wrong := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise WrongAnswers(f"{base}{paths[0]}: {wrong[0]}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0]) or 1 / alone


def _seconds_alone(base: str, path: str) -> float:
    """Return how long one answer takes: the second, since the first may wait for those that were asked for and then left."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for _ in range(2):
        start = time.perf_counter()
        with urlopen(Request(base + path, headers={"Accept-Encoding": "gzip"}), timeout=PATIENCE, context=context) as answer:
            answer.read()
    return time.perf_counter() - start


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
