"""Real databases for the tests: SQLite files and a PostgreSQL server of our own, each test on a fresh copy."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache

from ledportal import create_app
from ledportal.extensions import db
from ledportal.municipalities import loading as municipality_loading
from ledportal.offices import listing
from ledportal.offices import loading as office_loading
from tests.ports import free_port
from tests.restoring import Changes, Snapshot

SETTINGS = {
    "TESTING": True,
    "PROPAGATE_FAILURES": True,
    "TRUSTED_HOSTS": ["localhost"],
    "SECRET_KEY": "a key for tests only",
    "STAFF_SECOND_FACTOR": False,
    "BABEL_TRANSLATION_DIRECTORIES": "none",
}
"""Without catalogues pages speak English, whatever their address: tests name messages by their ids."""
TRANSLATED = {"BABEL_TRANSLATION_DIRECTORIES": "translations"}
"""With the catalogues, as readers have them."""


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of a process."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.codes.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()

DATABASE = "tests.database"
"""Where an application names the database of the tests that it works on."""


def make_app(url: str, instance: Path, **settings: object):
    """Make the application on a database; both databases carry the reference data."""
    app = create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": url, **settings}, instance=instance)
    app.jinja_env.bytecode_cache = COMPILED
    return app


def fill(url: str, instance: Path) -> None:
    """Migrate a new database and load the reference data."""
    app = make_app(url, instance)
    with app.app_context():
        upgrade()
        municipality_loading.load()
        office_loading.load()
        db.session.commit()
        listing.rebuild_missing()
        db.session.remove()
        db.engine.dispose()


@cache
def _sqlite_template() -> bytes:
    """Return a new database with the reference data, made once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        fill(f"sqlite:///{path}", Path(folder))
        return path.read_bytes()


@cache
def _make_postgresql_template(server: str) -> None:
    """Make a database with the reference data, once on a server: whoever asks later finds it there."""
    with tempfile.TemporaryDirectory() as folder:
        execute(server, "CREATE DATABASE template_test")
        fill(f"{server}/template_test", Path(folder))


def execute(server: str, *statements: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


class SqliteDatabase:
    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "test.db"
        self.url = f"sqlite:///{self.path}"
        self.kept: dict[object, tuple[bytes, Any]] = {}

    def reset(self) -> None:
        self._put(_sqlite_template())

    def keep(self, key: object, about: Any) -> None:
        """Keep what the database holds now, to which nobody is connected, with what there is to say about it."""
        assert [*self.path.parent.glob("test.db*")] == [self.path], "somebody is connected"
        self.kept[key] = self.path.read_bytes(), about

    def bring(self, key: object) -> Any:
        """Put back what was kept, after a reset, and return what was said about it; None where nothing was kept."""
        if key not in self.kept:
            return None
        content, about = self.kept[key]
        self._put(content)
        return about

    def _put(self, content: bytes) -> None:
        for path in self.path.parent.glob("test.db*"):
            path.unlink()
        self.path.write_bytes(content)

    def close(self) -> None:
        """Nothing is open: each test opens the file by itself."""


class PostgresqlDatabase:
    name = "postgresql"

    def __init__(self, server: str) -> None:
        self.server = server
        self.url = f"{server}/test"
        _make_postgresql_template(server)
        self.snapshot = self._copy()
        self.kept: dict[object, tuple[Changes, Any]] = {}

    def keep(self, key: object, about: Any) -> None:
        """Keep what the database holds now, to which nobody is connected, with what there is to say about it."""
        self.kept[key] = self.snapshot.changes(), about

    def bring(self, key: object) -> Any:
        """Put back what was kept, after a reset, and return what was said about it; None where nothing was kept."""
        if key not in self.kept:
            return None
        changes, about = self.kept[key]
        self.snapshot.write(changes)
        return about

    def _copy(self) -> Snapshot:
        execute(self.server, "DROP DATABASE IF EXISTS test WITH (FORCE)", "CREATE DATABASE test TEMPLATE template_test")
        return Snapshot(self.url)

    def reset(self) -> None:
        if not self.snapshot.restore():
            self.snapshot.close()
            self.snapshot = self._copy()

    def close(self) -> None:
        self.snapshot.close()


def postgresql_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "pg_ctl").exists()), None)


def require(found: object, what: str) -> None:
    """Skip loudly where a program is missing; in CI that is a failure."""
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"{what} is missing, and in CI nothing is skipped")
        pytest.skip(f"{what} IS NOT INSTALLED: this part of the tests did not run")


@contextlib.contextmanager
def postgresql_server() -> Iterator[str]:
    """Run a PostgreSQL server on a free port, its data in a temporary folder; yield its address."""
    programs = postgresql_programs()
    require(programs, "PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="ledportal-pg-"))
    as_owner = _owner(folder)
    port = free_port()
    data = folder / "data"

    def run(program: str, *arguments: object) -> None:
        subprocess.run([*as_owner, programs / program, "-D", data, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    run("pg_ctl", "-l", folder / "log", "-w", "-o", options, "start")
    server = f"postgresql://postgres@127.0.0.1:{port}"
    try:
        with psycopg.connect(f"{server}/postgres") as connection:
            assert connection.execute("SHOW data_directory").fetchone() == (str(data),)
        yield server
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: there, run it as the user postgres, who must own the folder."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ["runuser", "-u", "postgres", "--"]
