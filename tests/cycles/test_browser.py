"""The pages of cycles in a real browser: without barriers and no wider than the screen. The database does not matter here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ledportal.cycles import actions, queries
from ledportal.cycles.states import State
from tests.browser import barriers, chromium, served
from tests.client import Client
from tests.cycles.rounds import PAST, close_cycle, make_cycle, make_register, open_cycle
from tests.databases import SqliteDatabase, make_app
from tests.people import make_world

PHONE, DESK = 390, 1280
PUBLIC = ("/ciklusi/", "/ciklusi/drugi/")


def make():
    made = make_register()
    staff, said = made["staff"], {"ada": State.NO_OFFICE, "senta": State.PHONE, "bor": State.REFUSED}
    for years, name in ((2, "Prvi"), (1, "Drugi")):
        at = PAST - timedelta(days=365 * years)
        close_cycle(open_cycle(make_cycle(by=staff, name=name, at=at), by=staff, at=at), by=staff, at=at + timedelta(days=30))
    cycle = open_cycle(make_cycle(by=staff, name="Ž" * 100), by=staff)
    for slug, state in said.items():
        answer = queries.find_answer(cycle, slug)
        assert answer is not None
        actions.note(answer, state, "x" * 200, version=1, by=staff, at=PAST)
    return made | {"open": cycle, "planned": make_cycle(by=staff, name="Idući"), "closed": queries.latest_closed()}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cycles")
    database = SqliteDatabase(folder)
    database.reset()
    app = make_app(database.url, folder)
    app.test_client_class = Client
    return make_world(app, make)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(world, width):
    staff = "/moderacija/ciklusi/"
    one = f"{staff}{world['open']}/"
    paths = (
        *PUBLIC, staff, f"{staff}novi/", f"{staff}{world['planned']}/", one, f"{one}spisak/", f"{one}opstine/ada/", f"{one}zatvaranje/",
        f"{staff}{world['closed']}/",
    )  # fmt: skip
    session = world.browser("staff").get_cookie("session").value
    found = []
    with served(world.app) as address, chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "session", "value": session, "url": address}])
        page = context.new_page()
        for path in paths:
            assert page.goto(f"{address}/en{path}").status == 200
            found += [(path, each) for each in barriers(page)] if width == DESK else []
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [(path, wide)] if wide > width else []
    assert found == []
