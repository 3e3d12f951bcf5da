"""Labels for very many recipients are made by the worker, and who gets none is told."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from ledportal import clock
from ledportal.distribution.models import Recipient
from ledportal.distribution.work import MOST_AT_ONCE
from ledportal.extensions import db
from ledportal.jobs import results, work
from ledportal.jobs.models import JobFile
from tests.distribution.boxes import pages, words
from tests.distribution.people import RECIPIENT
from tests.factories import NOW, make_moderator
from tests.people import make_world

LABELS = "/moderacija/distribucija/nalepnice/"
COUNT = MOST_AT_ONCE + 1


@pytest.fixture
def world(app):
    def make():
        usual = RECIPIENT | {"created_at": NOW, "changed_at": NOW, "search_text": "", "version": 1}
        rows = [usual | {"name": f"Biblioteka {number}", "sort_key": f"{number:04}"} for number in range(COUNT)]
        db.session.execute(insert(Recipient), [*rows[:-1], rows[-1] | {"street": ""}])
        return {"staff": make_moderator()}

    return make_world(app, make)


def stored(world):
    def read():
        return {file.name: results.path_of(file).read_bytes() for file in db.session.scalars(select(JobFile))}

    return world.ask(read)


def test_the_worker_makes_them_and_tells_who_gets_none(world):
    staff = world.browser("staff")
    assert "501 recipients" in staff.get(f"{LABELS}?start=24").page.xpath("string(//main)")
    assert staff.get("/moderacija/distribucija/nalepnice.pdf").status_code == 404
    answer = staff.submit(f"{LABELS}?start=24&script=cyrillic")
    assert answer.status_code == 303
    assert staff.submit(f"{LABELS}?start=24&script=cyrillic").headers["Location"] == answer.headers["Location"]
    assert world.ask(lambda: work.step(clock=clock.now))
    files = stored(world)
    assert [*sorted(files)] == ["bez-nalepnice.csv", "nalepnice-3x8.pdf"]
    assert "Biblioteka 500;Its street or place is missing" in files["bez-nalepnice.csv"].decode()
    assert len(pages(files["nalepnice-3x8.pdf"])) == 22
    assert sum(word.text == "Библиотека" for word in words(files["nalepnice-3x8.pdf"])) == COUNT - 1
    assert "nalepnice-3x8.pdf" in staff.get(answer.headers["Location"]).page.xpath("string(//main)")


def test_a_wrong_start_is_refused(world):
    assert world.browser("staff").send(LABELS, {"start": "99"}).status_code == 422
