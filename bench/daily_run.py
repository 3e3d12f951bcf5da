"""``python -m bench.daily_run``: the real command ``reminders run``, in a process of its own that says how much memory it took."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path

from ledportal import create_app


def peak() -> float:
    """Return the most memory that this process has taken so far, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def main() -> None:
    app = create_app()
    app.logger.setLevel(logging.ERROR)
    done = app.test_cli_runner().invoke(args=["reminders", "run"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    print(json.dumps({"said": done.output.strip().splitlines()[-1], "peak": peak(), "cpu": time.process_time()}))


if __name__ == "__main__":
    main()
