"""The files of an edition, read with the tools of a printer, a reader and an archive."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image

from ledportal.accounts.models import User
from ledportal.attachments import files as attachments
from ledportal.catalogue import actions, making, queries, storing
from ledportal.catalogue.models import Edition, EditionLogo, FileKind
from ledportal.demo import pictures as drawn
from ledportal.extensions import db
from ledportal.typesetting import profiles
from tests.catalogue.editions import EVERY, make_edition, make_register
from tests.directory.entries import publish
from tests.factories import NOW, make_moderator, office
from tests.pdfs import boxes, fonts, info, is_clean, metadata, pictures, run, text
from tests.people import World, shared_world

A5 = (148.0, 210.0)
ODD = "Pre \U0001f600 i \u05e9\u05dc\u05d5\u05dd, #pagebreak() *posle*"
BLEED = 3.0
SINGLE = [FileKind.SCREEN, FileKind.ARCHIVE, FileKind.PRINT, FileKind.COVER]


def make() -> dict[str, Any]:
    make_register()
    staff = make_moderator()
    logo = attachments.store_image(drawn.logo("Bor"), "logo", office("bor"), by=staff, at=NOW)
    publish("bor", confirmed=EVERY, office={"logo": [logo.id]})
    broken = attachments.store_image(drawn.logo("Kula"), "logo", office("kula"), by=staff, at=NOW)
    attachments.path_by(broken.sha256).write_bytes(attachments.path_by(broken.sha256).read_bytes()[:200])
    publish("kula", confirmed=EVERY, office={"about": ODD, "logo": [broken.id]})
    edition = make_edition(by=staff)
    small = Image.open(drawn.photo("CenTriR")).resize((90, 60))
    small.save(buffer := BytesIO(), "WEBP")
    db.session.add(EditionLogo(edition=edition, name="CenTriR", sha256=storing.keep(buffer.getvalue()), width=90, height=60))
    db.session.commit()
    making.make(edition, at=lambda: NOW)
    return {"staff": staff, "edition": edition}


@pytest.fixture
def world(app: Flask) -> World:
    return shared_world(app, make)


@dataclass
class Files:
    world: World

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        def read() -> dict[str, dict[str, Any]]:
            edition = db.session.get_one(Edition, self.world["edition"])
            return {each.kind: {"sha256": each.sha256, "pages": each.pages, "size": each.size} for each in edition.files}

        return self.world.ask(read)

    def path(self, kind: FileKind) -> Path:
        return self.world.ask(lambda: storing.path_of(self.rows[kind]["sha256"]))


@pytest.fixture
def files(world: World) -> Files:
    return Files(world)


def written_out(path: Path) -> bytes:
    """Return a PDF with nothing in it compressed."""
    plain = path.with_suffix(".plain")
    run("qpdf", "--qdf", "--object-streams=disable", path, plain)
    return plain.read_bytes()


def test_each_file_is_clean_and_has_the_pages_and_the_bytes_that_are_noted(files: Files) -> None:
    for kind in SINGLE:
        path = files.path(kind)
        assert is_clean(path), kind
        assert (int(info(path)["Pages"]), path.stat().st_size) == (files.rows[kind]["pages"], files.rows[kind]["size"]), kind


def test_all_fonts_are_in_the_files_as_parts(files: Files) -> None:
    for kind in SINGLE:
        assert {(each.is_embedded, each.is_subset) for each in fonts(files.path(kind))} == {(True, True)}, kind


def test_the_book_for_the_screen_is_tagged_and_says_in_which_language_it_is(files: Files) -> None:
    assert info(files.path(FileKind.SCREEN))["Tagged"] == "yes"
    assert "pdfuaid:part" in metadata(files.path(FileKind.SCREEN))
    assert "pdfaid:part" in metadata(files.path(FileKind.ARCHIVE))
    assert b"/Lang (sr-RS)" in written_out(files.path(FileKind.SCREEN))


def test_the_printers_files_have_their_boxes(files: Files) -> None:
    for page in (1, files.rows[FileKind.PRINT]["pages"]):
        found = boxes(files.path(FileKind.PRINT), page)
        assert found["TrimBox"] == pytest.approx([BLEED, BLEED, BLEED + A5[0], BLEED + A5[1]], abs=0.05)
        assert found["BleedBox"] == pytest.approx([0, 0, A5[0] + 2 * BLEED, A5[1] + 2 * BLEED], abs=0.05)
    left, bottom, right, top = boxes(files.path(FileKind.COVER))["TrimBox"]
    pages = files.rows[FileKind.PRINT]["pages"]
    spine = round((-(-pages // 2) * 110 + 2 * 300) / 1000, 1)
    assert (right - left, top - bottom) == pytest.approx((2 * A5[0] + spine, A5[1]), abs=0.1)


def test_the_printers_files_have_the_colours_of_the_press_only(files: Files) -> None:
    for kind in (FileKind.PRINT, FileKind.COVER):
        assert not re.search(rb"^[\d. ]+ (rg|RG)$", written_out(files.path(kind)), re.MULTILINE), kind
    assert {each["color"] for each in pictures(files.path(FileKind.PRINT))} == {"cmyk"}


@pytest.mark.parametrize("kind", [FileKind.SCREEN, FileKind.ARCHIVE, FileKind.PRINT])
def test_pictures_have_300_dots_an_inch_or_are_named_with_what_they_have(files: Files, world: World, kind: FileKind) -> None:
    dots = sorted(int(min(each["x-ppi"], each["y-ppi"], key=int)) for each in pictures(files.path(kind)) if each["type"] == "image")
    told = world.ask(lambda: [each for each in db.session.get_one(Edition, world["edition"]).problems if each["kind"] == "picture_small"])
    assert [(each["where"], each["item"]) for each in told] == [("logos", "CenTriR")]
    assert dots == [pytest.approx(int(told[0]["what"]), abs=1), pytest.approx(300, abs=2)]


@pytest.mark.parametrize("kind", [FileKind.SCREEN, FileKind.ARCHIVE, FileKind.PRINT])
def test_the_book_tells_what_is_public_and_nothing_else(files: Files, kind: FileKind) -> None:
    told = text(files.path(kind))
    assert ["Mira Đorđević" in told, "podsetnik@example.org" in told, "Skriveni Saradnik" in told] == [True, False, False]


@pytest.mark.parametrize("kind", [FileKind.SCREEN, FileKind.ARCHIVE, FileKind.PRINT])
def test_what_cannot_be_set_is_named_and_the_book_is_made_all_the_same(files: Files, world: World, kind: FileKind) -> None:
    problems = world.ask(lambda: db.session.get_one(Edition, world["edition"]).problems)
    told = sorted((each["kind"], each["where"]) for each in problems if each["office"] == "kula")
    assert told == [("emoji", "office.about"), ("picture_unreadable", "office.logo"), ("right_to_left", "office.about")]
    assert "Pre ☐ i ☐, #pagebreak() *posle*" in " ".join(text(files.path(kind)).split())


def test_what_is_made_again_at_another_time_is_the_same(files: Files, world: World) -> None:
    def again() -> dict[str, str]:
        return {each.kind: each.sha256 for each in making.made(making.source(db.session.get_one(Edition, world["edition"]))).made}

    with time_machine.travel(datetime(2031, 5, 1, tzinfo=UTC)):
        assert world.ask(again) == {kind: row["sha256"] for kind, row in files.rows.items()}


def test_a_draft_that_is_thrown_away_meanwhile_keeps_no_files(world: World) -> None:
    def discard(step: int) -> None:
        if step == len(making.STEPS) - 1:
            draft = db.session.get_one(Edition, world["edition"])
            actions.discard(draft, version=draft.version, by=db.session.get_one(User, world["staff"]), at=NOW)
            db.session.commit()

    def thrown_away() -> None:
        with pytest.raises(actions.Stale):
            making.make(db.session.get_one(Edition, world["edition"]), at=lambda: NOW, tell=discard)

    world.ask(thrown_away)


def test_what_is_made_again_after_a_restart_is_the_same(world: World) -> None:
    def call(*arguments: str, seed: str) -> str:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LEDPORTAL_INSTANCE_PATH": world.app.instance_path,
            "LEDPORTAL_DATABASE_URL": world.app.config["SQLALCHEMY_DATABASE_URI"],
        }
        command = [sys.executable, "-m", "flask", "--app", "ledportal", "catalogue", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    call("build", "2026", seed="1")
    assert call("verify", "2026", seed="77").count("the same") == len(FileKind)


def test_what_the_files_were_made_with_is_noted_with_the_profile_of_the_press(world: World) -> None:
    noted = world.ask(lambda: [each.made_with for each in db.session.get_one(Edition, world["edition"]).files])
    profile = profiles.found(world.app.config["PRINT_PROFILE"])
    assert {*noted[0]} == {"typst", "pikepdf", "pillow", "ledportal", "templates", "fonts", "profile"}
    assert {each["profile"] for each in noted} == {hashlib.sha256(profile.content).hexdigest() if profile else ""}


def test_a_file_that_came_out_otherwise_is_told(world: World) -> None:
    def change() -> None:
        db.session.get_one(Edition, world["edition"]).files[0].sha256 = "0" * 64
        db.session.commit()

    world.ask(change)
    result = world.app.test_cli_runner().invoke(args=["catalogue", "verify", "2026"])
    assert result.exit_code == 1
    assert result.output.count("another file") == 1


def test_a_command_makes_the_files_of_a_draft(world: World) -> None:
    result = world.app.test_cli_runner().invoke(args=["catalogue", "build", "2026"])
    assert result.exit_code == 0, result.output
    assert "screen: " in result.output
    assert world.ask(lambda: queries.by_slug("2026").is_made)


def test_a_command_says_which_editions_there_are(world: World) -> None:
    result = world.app.test_cli_runner().invoke(args=["catalogue", "build", "1999"])
    assert result.exit_code == 1
    assert "There are: 2026" in result.output
