"""Starting the register: twice is as good as once, both programs stop together, and a taken port is said in plain words."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from ledportal import create_app
from ledportal.extensions import db
from tests.factories import make_administrator
from tests.ports import free_port
from tools import serve

ROOT = Path(__file__).parents[2]


def rows():
    """Return every row of every table."""
    return {table.name: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}


def test_preparing_again_changes_nothing(context):
    before = rows()
    db.session.commit()
    serve.prepare()
    assert rows() == before
    assert len(before["offices"]) == 199


def test_without_an_administrator_each_start_prints_a_link_and_only_the_last_one_holds(app):
    with app.app_context():
        links = [urlsplit(serve.way_in().split()[-1]).path for _ in range(2)]
    assert [app.test_client().get(link).status_code for link in links] == [410, 200]


def test_with_an_administrator_the_sign_in_page_is_named_and_nothing_written(context):
    make_administrator(password_hash="x")
    db.session.commit()
    before = rows()
    assert serve.way_in().endswith("/nalog/prijava/")
    assert rows() == before


def test_when_one_program_ends_the_other_is_stopped():
    sleeper = [sys.executable, "-c", "import time; time.sleep(120)"]
    started = time.monotonic()
    assert serve.supervise([sleeper, [sys.executable, "-c", ""]]) == 1
    assert time.monotonic() - started < 60


def test_a_taken_port_is_said_in_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "tools.serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, env=environment(tmp_path), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Port {port} is taken by another program: choose another one, for example make run PORT={port + 1}\n"


def test_it_starts_answers_stops_and_leaves_the_database_as_it_was(tmp_path):
    make_database(tmp_path)
    before = (tmp_path / "ledportal.db").read_bytes()
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tools.serve", "--port", str(port)], cwd=ROOT, env=environment(tmp_path))
    try:
        assert answer(f"http://127.0.0.1:{port}/", process) == 200
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert serve.is_free(port)
    assert (tmp_path / "ledportal.db").read_bytes() == before


def environment(instance: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEDPORTAL_")}
    return kept | {"LEDPORTAL_INSTANCE_PATH": str(instance)}


def make_database(instance: Path) -> None:
    """Make a database that has an administrator."""
    app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{instance / 'ledportal.db'}"}, instance=instance)
    with app.app_context():
        serve.prepare()
        make_administrator(password_hash="x")
        db.session.commit()
        db.engine.dispose()


def answer(url: str, process: subprocess.Popen[bytes]) -> int:
    """Return the status of a page as soon as the server answers."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url) as response:
                return int(response.status)
        except urllib.error.URLError:
            time.sleep(0.05)
    pytest.fail("the server did not answer")
