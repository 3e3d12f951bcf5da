"""The bytes of editions stay as long as a row names them, or may still come to be named."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask

from ledportal import clock
from ledportal.catalogue import storing
from ledportal.catalogue.models import Edition
from ledportal.extensions import db
from tests.catalogue.editions import give_files, give_logo, make_edition
from tests.factories import make_moderator


def named(edition: Edition) -> list[Path]:
    return [storing.path_of(each.sha256) for each in (*edition.files, *edition.logos)]


def test_a_sweep_takes_what_no_edition_names_once_it_is_old(context: Flask) -> None:
    edition = give_files(make_edition(by=make_moderator()))
    give_logo(edition)
    db.session.commit()
    stray, now = storing.path_of(storing.keep(b"an earlier try")), clock.now()
    storing.sweep(at=now)
    assert stray.exists(), "its transaction may still be running"
    storing.sweep(at=now + timedelta(days=2))
    assert not stray.exists()
    assert [path for path in named(edition) if not path.exists()] == []
    assert len(named(edition)) == 6
