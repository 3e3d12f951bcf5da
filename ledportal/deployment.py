"""``flask check --deploy``: what is unsafe about this installation as one that others use."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from ledportal import assets
from ledportal.accounts.queries import administrators
from ledportal.extensions import db
from ledportal.offices import listing
from ledportal.paths import MIGRATIONS
from ledportal.typesetting import profiles

SHORTEST_KEY = 32
LEAST_DIFFERENT = 12
LOCAL_NETWORKS = ("localhost", "127.", "::1")

Check = Callable[[], Iterator[str]]


def problems() -> list[str]:
    """Return what is unsafe or unfinished, each with what to do about it."""
    return [problem for check in CHECKS for problem in check()]


def _mode() -> Iterator[str]:
    config = current_app.config
    if not config["PRODUCTION"]:
        yield "This is a development configuration: set LEDPORTAL_ENV=production."
    if current_app.debug:
        yield "The debugger is on, and it runs code for whoever sees it: unset FLASK_DEBUG."
    if config["SAMPLE_DATA"]:
        yield "This is the demo, whose offices are invented: unset LEDPORTAL_SAMPLE_DATA."
    if not config["STAFF_SECOND_FACTOR"]:
        yield "Staff sign in without a second factor: unset LEDPORTAL_STAFF_SECOND_FACTOR."


def _addresses() -> Iterator[str]:
    base, hosts = urlsplit(current_app.config["BASE_URL"]), current_app.config["TRUSTED_HOSTS"]
    if base.scheme != "https":
        yield "Passwords and sessions travel unencrypted: set LEDPORTAL_BASE_URL to an https address."
    if not hosts or any(host.lstrip(".") in {"", "*"} for host in hosts):
        yield "Any Host header is believed: name each host in LEDPORTAL_TRUSTED_HOSTS."
    if base.scheme == "https" and not current_app.config["TRUSTED_PROXIES"]:
        yield "Behind a proxy everybody has the proxy's address, and is throttled together: set LEDPORTAL_TRUSTED_PROXIES, usually to 1."


def _secret() -> Iterator[str]:
    key, path = str(current_app.secret_key or ""), Path(current_app.instance_path) / "secret.key"
    if len(key) < SHORTEST_KEY or len(set(key)) < LEAST_DIFFERENT:
        yield f"The secret key is short or easy to guess: make it {SHORTEST_KEY} random characters or more."
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others can read {path.name}: chmod 600 it."


def _folders() -> Iterator[str]:
    instance, uploads = Path(current_app.instance_path), Path(current_app.config["UPLOADS"])
    if instance.exists() and instance.stat().st_mode & stat.S_IRWXO:
        yield "Everybody on this machine can look into the instance folder: chmod o-rwx it."
    if not _is_writable(uploads):
        yield f"Nothing can be written into {uploads.name}/: make it, and let it belong to the user who runs the register."


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError:
        return False
    return True


def _mail() -> Iterator[str]:
    config = current_app.config
    server, sender = config["MAIL_SERVER"], config["MAIL_DEFAULT_SENDER"][1]
    if config["MAIL_FOLDER"] is not None or not server:
        yield "Mail is written into a folder and reaches nobody: set LEDPORTAL_SMTP_HOST."
    elif not (config["MAIL_USE_TLS"] or config["MAIL_USE_SSL"] or server.startswith(LOCAL_NETWORKS)):
        yield "Mail, with its links, goes to the server unencrypted: set LEDPORTAL_SMTP_STARTTLS=yes or LEDPORTAL_SMTP_TLS=yes."
    if sender.rpartition("@")[2] in {"example.org", "example.com", "localhost", ""}:
        yield "Mail has no sender to whom anybody could answer: set LEDPORTAL_MAIL_FROM."


def _print() -> Iterator[str]:
    named = current_app.config["PRINT_PROFILE"]
    if named and profiles.found(named) is None:
        yield "There is no profile of CMYK colours where LEDPORTAL_PRINT_PROFILE says: name the file that the printer gave, or unset it."


def _database() -> Iterator[str]:
    if db.engine.dialect.name == "sqlite":
        yield "SQLite is for one machine and few writers: set LEDPORTAL_DATABASE_URL to a PostgreSQL database."
    try:
        with db.engine.connect() as connection:
            current = set(MigrationContext.configure(connection).get_current_heads())
        if current != set(ScriptDirectory(str(MIGRATIONS)).get_heads()):
            yield "The database is not of this version: run flask --app ledportal db upgrade."
        else:
            yield from _content()
    except SQLAlchemyError as error:
        yield f"The database cannot be used: {type(error).__name__}."


def _content() -> Iterator[str]:
    if not administrators():
        yield "There is no administrator: run flask --app ledportal staff first."
    if listing.any_missing():
        yield "The directory lacks offices that are published: run flask --app ledportal municipalities load."
    db.session.rollback()


def _assets() -> Iterator[str]:
    try:
        names = assets.names(assets.MANIFEST.stat().st_mtime_ns).values()
        missing = [name for name in names if not (assets.MANIFEST.parent / name).is_file()]
    except OSError:
        missing = [assets.MANIFEST.name]
    if missing:
        yield "The style sheet and the scripts are not built: run make assets."


CHECKS: tuple[Check, ...] = (_mode, _addresses, _secret, _folders, _mail, _print, _database, _assets)
