"""Datasette gets the rows of the register, and finds them by their words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bench.datasette import make_database
from bench.filling import fill
from ledportal.extensions import db


@pytest.mark.database("sqlite")
def test_it_gets_every_office_with_its_words(app, tmp_path):
    with app.app_context():
        fill(30)
        db.session.remove()
    places = make_database(app, tmp_path / "offices.db")
    with closing(sqlite3.connect(tmp_path / "offices.db")) as database:
        assert database.execute("SELECT count(*) FROM offices").fetchone() == (30,) == (len(set(places)),)
        found = "SELECT municipality FROM offices WHERE rowid IN (SELECT rowid FROM offices_fts WHERE offices_fts MATCH ?)"
        assert (places[7],) in database.execute(found, [f'"{places[7]}"']).fetchall()
