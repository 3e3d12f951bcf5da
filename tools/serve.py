"""Start the register on this machine: bring the database up to date, say where it is, run the web server and the worker.

For development and for looking at it; docs/operations.md says how to run it for others.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from flask import Flask
from flask_migrate import upgrade

from ledportal import clock, create_app
from ledportal.accounts import staff_actions
from ledportal.demo import loading as demo_loading
from ledportal.demo.people import PASSWORD, PEOPLE
from ledportal.extensions import db
from ledportal.languages import absolute_url
from ledportal.municipalities import loading as municipality_loading
from ledportal.offices import listing
from ledportal.offices import loading as office_loading

HOST = "127.0.0.1"
PATIENCE = 10


def is_free(port: int) -> bool:
    """Say whether a server may listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def prepare() -> None:
    """Migrate the database and load the reference data; changes nothing where both are there."""
    upgrade()
    municipality_loading.load()
    office_loading.load()
    db.session.commit()
    listing.rebuild_missing()


def way_in() -> str:
    """Say how the first administrator signs in: a new link each time, since only a hash of it is kept, until there is one."""
    token = staff_actions.link_for_first_administrator(at=clock.now())
    db.session.commit()
    if token is None:
        return f"Sign in: {absolute_url('accounts.sign_in')}"
    link = absolute_url("accounts.first_administrator", token=token)
    return f"Make the first administrator with this link (valid once, for 24 hours; the next start prints a new one):\n  {link}"


def load_samples() -> str:
    """Load the samples where they are missing, and say as whom to sign in."""
    demo_loading.fill(at=clock.now())
    accounts = "\n".join(f"  {person.email:<30} {person.what}" for person in PEOPLE)
    return f"Everything in it is a sample. Sign in with the password “{PASSWORD}” as one of:\n{accounts}"


def commands(port: int) -> list[list[str]]:
    """Return the programs that make up a running register."""
    web = [
        *("gunicorn", "--bind", f"{HOST}:{port}", "--workers", "1", "--worker-class", "gthread", "--threads", "8"),
        *("--no-control-socket", "--log-level", "warning", "ledportal:create_app()"),
    ]
    worker = ["flask", "--app", "ledportal", "worker"]
    return [[sys.executable, "-m", *web], [sys.executable, "-m", *worker]]


def supervise(programs: list[list[str]]) -> int:
    """Run the programs until one of them ends or a signal comes, then stop them all; return the status to end with."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    running = [subprocess.Popen(program, start_new_session=True) for program in programs]
    while not asked and all(each.poll() is None for each in running):
        time.sleep(0.2)
    for each in running:
        each.terminate()
    for each in running:
        _wait(each)
    return 0 if asked else 1


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def start(app: Flask) -> None:
    with app.app_context():
        prepare()
        entry = load_samples() if app.config["SAMPLE_DATA"] else way_in()
        print(f"The register is at {app.config['BASE_URL']}/ (stop it with Ctrl-C)\n{entry}", flush=True)
        db.engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description="Start the register on this machine.")
    parser.add_argument("--port", type=int, default=5000)
    port = parser.parse_args().port
    if not is_free(port):
        sys.exit(f"Port {port} is taken by another program: choose another one, for example make run PORT={port + 1}")
    os.environ.setdefault("LEDPORTAL_BASE_URL", f"http://{HOST}:{port}")
    os.environ.setdefault("LEDPORTAL_TRUSTED_HOSTS", "localhost")
    start(create_app())
    sys.exit(supervise(commands(port)))


if __name__ == "__main__":
    main()
