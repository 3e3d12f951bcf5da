"""The bytes of editions: logos and the files that were made, under ``CATALOGUE``, each named by its SHA-256."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select, union

from ledportal import kept_files
from ledportal.catalogue.models import EditionFile, EditionLogo
from ledportal.extensions import db


def keep(data: bytes) -> str:
    """Put bytes on the disk, before the row that names them is committed, and return their SHA-256."""
    sha256 = hashlib.sha256(data).hexdigest()
    kept_files.write(path_of(sha256), data)
    return sha256


def path_of(sha256: str) -> Path:
    return kept_files.place(current_app.config["CATALOGUE"], sha256)


def read(sha256: str) -> bytes | None:
    """Return what is kept under a SHA-256; None where it is gone."""
    try:
        return path_of(sha256).read_bytes()
    except FileNotFoundError:
        return None


def sweep(*, at: datetime) -> int:
    """Remove the files that no edition names any more, and return their number."""
    named = {path_of(each) for each in db.session.scalars(union(select(EditionFile.sha256), select(EditionLogo.sha256)))}
    return kept_files.sweep(current_app.config["CATALOGUE"].glob("??/*"), named, at=at)


def member(sha256: str, name: str) -> bytes | None:
    """Return a file in an archive that is kept; None where there is none."""
    try:
        with zipfile.ZipFile(path_of(sha256)) as archive:
            return archive.read(name)
    except (FileNotFoundError, KeyError):
        return None
