from __future__ import annotations

import os
import tarfile
from io import BytesIO

import pytest
from sqlalchemy import func, select, text

from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.models import Listing, Office, Revision
from tests.attachments.files import picture
from tests.databases import postgresql_programs
from tests.factories import NOW, full_content, make_member, make_moderator, make_user, office
from tests.people import make_world

pytestmark = pytest.mark.every_database

TABLES = (Attachment, AuditEvent, Listing, Office, Revision)


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    """PostgreSQL's programs, of the version of its server."""
    if folder := postgresql_programs():
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def world(app):
    def make():
        member, staff = make_member(office()), make_moderator()
        draft = actions.start_draft(office(), by=member, at=NOW)
        draft.content = full_content()
        actions.submit(draft, version=draft.version, by=member, at=NOW)
        actions.approve(draft, version=draft.version, by=staff, at=NOW)
        logo = files.store(picture(), "logo", office(), by=member, at=NOW)
        db.session.flush()
        return {"member": member, "logo": logo}

    return make_world(app, make)


def run(world, *arguments):
    result = world.app.test_cli_runner().invoke(args=list(map(str, arguments)))
    return result.exit_code, result.output


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def contents(world):
    """Return what the tables hold, and the version of the database."""

    def read():
        rows = {
            table.__tablename__: db.session.execute(select(table.__table__).order_by(*table.__table__.primary_key)).all()
            for table in TABLES
        }
        return rows, db.session.scalar(text("SELECT version_num FROM alembic_version")), db.session.scalar(select(func.count(Office.id)))

    return world.ask(read)


def lose_everything(world):
    def lose():
        logo = files.path_of(db.session.get_one(Attachment, world["logo"]))
        for table in ("attachments", "listings", "audit_events"):
            db.session.execute(text(f"DELETE FROM {table}"))
        db.session.execute(text("CREATE TABLE newer (id INTEGER)"))
        make_user()
        db.session.commit()
        logo.unlink()
        return logo

    return world.ask(lose)


def test_a_backup_brings_everything_back(world, tmp_path):
    before, file = contents(world), tmp_path / "register.tar.gz"
    code, said = run(world, "backup", file)
    assert (code, str(file) in said) == (0, True)
    assert (file.stat().st_mode & 0o777, names(tmp_path)) == (0o600, ["register.tar.gz"])
    logo = lose_everything(world)
    assert contents(world) != before
    assert run(world, "restore", file, "--replace")[0] == 0
    assert contents(world) == before
    assert logo.is_file() and world.ask(lambda: files.path_of(db.session.get_one(Attachment, world["logo"]))) == logo
    assert run(world, "backup", file)[0] == 0, "what was restored can be saved"
    assert run(world, "restore", file, "--replace")[0] == 0
    assert contents(world) == before
    make_world(world.app, lambda: {"new": make_user()})


def test_what_is_there_is_not_overwritten_unasked(world, tmp_path):
    file = tmp_path / "register.tar.gz"
    run(world, "backup", file)
    lose_everything(world)
    before = contents(world)
    code, said = run(world, "restore", file)
    assert code == 1 and "--replace" in said
    assert contents(world) == before


@pytest.mark.parametrize("content", [b"", b"not an archive", None])
def test_what_is_no_backup_changes_nothing(world, tmp_path, content):
    file, before = tmp_path / "register.tar.gz", contents(world)
    if content is None:
        with tarfile.open(file, "w:gz") as archive:
            archive.addfile(tarfile.TarInfo("something.else"))
    else:
        file.write_bytes(content)
    code, said = run(world, "restore", file, "--replace")
    assert code == 1 and "Error: register.tar.gz" in said
    assert contents(world) == before


def test_a_damaged_dump_changes_nothing(world, tmp_path):
    file, before = tmp_path / "register.tar.gz", contents(world)
    with tarfile.open(file, "w:gz") as archive:
        for name in ("database.sqlite", "database.sql"):
            entry = tarfile.TarInfo(name)
            entry.size = 6
            archive.addfile(entry, BytesIO(b"BROKEN"))
    assert run(world, "restore", file, "--replace")[0] == 1
    assert contents(world) == before


def test_a_backup_that_fails_leaves_no_file_and_the_last_one_as_it_was(world, tmp_path):
    file = tmp_path / "register.tar.gz"
    file.write_text("the last one")
    before = world.app.config["SQLALCHEMY_DATABASE_URI"]
    world.app.config["SQLALCHEMY_DATABASE_URI"] = before.replace("test", "there/is/none")
    try:
        assert run(world, "backup", file)[0] == 1
    finally:
        world.app.config["SQLALCHEMY_DATABASE_URI"] = before
    assert (names(tmp_path), file.read_text()) == (["register.tar.gz"], "the last one")
