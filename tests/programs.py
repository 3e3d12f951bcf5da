"""Servers in processes of their own."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120


@contextlib.contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str], *, says: int | None = None) -> Iterator[None]:
    """Run a server that listens on a port until the block ends; ``says`` is where its output goes, by default to ours."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=says, stderr=says)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")
