"""Labels and packing slips for very many recipients are made by the worker, and who gets none is told."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from ledportal import clock
from ledportal.distribution.models import Recipient
from ledportal.distribution.work import MOST_AT_ONCE
from ledportal.extensions import db
from ledportal.jobs import results, work
from ledportal.jobs.models import JobFile
from tests.catalogue.editions import make_edition, publish_edition
from tests.distribution.people import RECIPIENT
from tests.factories import NOW, make_moderator
from tests.pdfs import pages, words
from tests.people import make_world

LABELS = "/moderacija/distribucija/nalepnice/"
COUNT = MOST_AT_ONCE + 1


@pytest.fixture
def world(app):
    def make():
        usual = RECIPIENT | {"created_at": NOW, "changed_at": NOW, "search_text": "", "version": 1}
        rows = [usual | {"name": f"Biblioteka {number}", "sort_key": f"{number:04}"} for number in range(COUNT)]
        db.session.execute(insert(Recipient), [*rows[:-1], rows[-1] | {"street": ""}])
        staff = make_moderator()
        return {"staff": staff, "edition": publish_edition(make_edition(by=staff), by=staff)}

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
    assert [*sorted(files)] == ["izostavljeni.csv", "nalepnice-3x8.pdf"]
    assert "Biblioteka 500;Its street or place is missing" in files["izostavljeni.csv"].decode()
    assert len(pages(files["nalepnice-3x8.pdf"])) == 22
    assert sum(word.text == "Библиотека" for word in words(files["nalepnice-3x8.pdf"])) == COUNT - 1
    assert "nalepnice-3x8.pdf" in staff.get(answer.headers["Location"]).page.xpath("string(//main)")


def test_a_wrong_start_is_refused(world):
    assert world.browser("staff").send(LABELS, {"start": "99"}).status_code == 422


def test_the_worker_makes_packing_slips_too(world):
    staff, url = world.browser("staff"), f"/moderacija/distribucija/posiljke/{world['edition']}/spiskovi"
    assert "501 recipients" in staff.get(f"{url}/?note=Hvala").page.xpath("string(//main)")
    assert staff.get(f"{url}.pdf").status_code == 404
    assert staff.submit(f"{url}/?note=Hvala").status_code == 303
    assert world.ask(lambda: work.step(clock=clock.now))
    made = stored(world)["spiskovi-uz-posiljke-2026.pdf"]
    assert len(pages(made)) == COUNT - 1
    assert sum(word.text == "Hvala" for word in words(made)) == COUNT - 1


def test_a_note_that_is_too_long_is_refused(world):
    url = f"/moderacija/distribucija/posiljke/{world['edition']}/spiskovi/"
    assert world.browser("staff").send(url, {"note": "x" * 501}).status_code == 422
