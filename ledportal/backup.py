"""A copy of the register in one file, and back: the database as of one moment, then the uploaded files and those of editions.

A file is kept for a day after its last row is gone, so the files of that moment are still there when they are copied. The
secret key is no part of it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from ledportal.extensions import db

DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.sql"}
FOLDERS = {"uploads": "UPLOADS", "catalogue": "CATALOGUE"}
"""What a backup holds beside the database: the name of each folder in it, and the setting that says where the folder is."""
EVERYTHING = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


class BackupError(Exception):
    """It was not done; the text says why. What was there before is as it was."""


def save(path: Path) -> None:
    """Write the backup whole or not at all, readable by its owner only.

    Raises:
        BackupError: the database's program failed.
    """
    with TemporaryDirectory() as folder, NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            dump = Path(folder) / DATABASES[_url().get_backend_name()]
            _dump(dump)
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                archive.add(dump, dump.name)
                for name, folder_here in _folders():
                    if folder_here.is_dir():
                        archive.add(folder_here, name)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def restore(path: Path, *, replace: bool = False) -> None:
    """Put the register back as the backup has it, the files first. Nothing else may run meanwhile.

    Raises:
        BackupError: the database holds something and ``replace`` was not said; or the backup is none, or of the other database.
    """
    name = DATABASES[_url().get_backend_name()]
    if not replace and not _is_empty():
        raise BackupError("The database is not empty. Say --replace to put the backup in its place.")
    with _unpacked(path) as folder:
        if not (folder / name).is_file():
            raise BackupError(f"{path.name} holds no {name}: a backup goes back into the kind of database that it was made of.")
        for named, folder_here in _folders():
            if (folder / named).is_dir():
                shutil.copytree(folder / named, folder_here, dirs_exist_ok=True)
        db.session.remove()
        db.engine.dispose()
        _load(folder / name)


def _folders() -> Iterator[tuple[str, Path]]:
    yield from ((name, current_app.config[setting]) for name, setting in FOLDERS.items())


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        try:
            with tarfile.open(path) as archive:
                archive.extractall(folder, filter="data")
        except (OSError, tarfile.TarError) as error:
            raise BackupError(f"{path.name} cannot be read as a backup: {error}") from error
        yield Path(folder)


def _url() -> URL:
    return make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])


def _is_empty() -> bool:
    """Say whether the database holds no tables (one that is only migrated holds some)."""
    return not inspect(db.engine).get_table_names()


def _dump(target: Path) -> None:
    if _url().get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(_url().database))) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    else:
        _run("pg_dump", "--no-owner", "--no-privileges", "--file", str(target))


def _load(dump: Path) -> None:
    if _url().get_backend_name() == "sqlite":
        with closing(sqlite3.connect(dump)) as source, closing(sqlite3.connect(str(_url().database))) as target:
            source.backup(target)
    else:
        _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--command={EVERYTHING}", f"--file={dump}")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the database; the password goes through the environment, which no list of processes shows."""
    url = _url()
    where = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    try:
        done = subprocess.run([program, *arguments, "--dbname", where], env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BackupError(f"{program} is not installed: it comes with PostgreSQL's client programs.") from None
    if done.returncode != 0:
        raise BackupError(f"{program}: {done.stderr.strip()}")
