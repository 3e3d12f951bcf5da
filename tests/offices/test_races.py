"""Twenty people who save at once: what was acknowledged is stored, everybody else is told, and nobody sees a failure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.offices import actions, queries
from ledportal.offices.content import digest, empty_content
from ledportal.offices.models import Revision
from ledportal.offices.profile import SECTIONS
from tests.client import form_values
from tests.factories import NOW, full_content, make_member, office
from tests.people import make_world

pytestmark = pytest.mark.every_database

EDITORS = 20
ADDRESS = "/moja-kancelarija/becej/{}/"
FIELDS = {
    "kancelarija": ("office", "about"), "kontakt": ("contact", "hours"), "dokumenta": ("documents", "documents-0-title"),
    "poslovno-okruzenje": ("environment", "certificate_edition"), "lokacije": ("sites", "sites-0-name"),
    "projekti": ("projects", "projects-0-title"), "usluge": ("services", "networks"), "ucenje": ("learning", "good_practice"),
}  # fmt: skip


@pytest.fixture
def world(app):
    return make_world(app, lambda: {f"editor{number}": make_member(office(), role="editor") for number in range(EDITORS)})


def start(world):
    def make():
        draft = actions.start_draft(office(), by=office().members[0], at=NOW)
        draft.content = full_content()
        return {"draft": draft}

    make_world(world.app, make)


def opened(world, number, slug):
    """Open a section as one of the editors; return what saves it with a text of theirs."""
    browser, url = world.browser(f"editor{number}"), ADDRESS.format(slug)
    filled = form_values(browser.get(url).page.xpath("//main//form[@method='post']")[-1])
    headers = {"Accept": "application/json"} if number % 2 else {}
    return lambda: browser.post(url, data=filled | {FIELDS[slug][1]: f"Tekst {number}"}, headers=headers)


def statuses(calls):
    """Make the calls at once; return the status of each, in their order."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait(120)
        return call().status_code

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def text(world, slug):
    key, control = FIELDS[slug]
    stored = world.ask(lambda: queries.open_revision(office())).content[key]
    group, _, rest = control.partition("-")
    return stored[group][0][rest.partition("-")[2]] if rest else stored[control]


def is_acknowledged(status):
    return status in {200, 303}


def test_twenty_editors_of_the_same_section_store_one_text(world):
    start(world)
    answers = statuses([opened(world, number, "kontakt") for number in range(EDITORS)])
    [winner] = [number for number, status in enumerate(answers) if is_acknowledged(status)]
    assert (answers.count(409), text(world, "kontakt")) == (EDITORS - 1, f"Tekst {winner}")


def test_twenty_editors_of_all_sections_store_what_was_acknowledged(world):
    start(world)
    slugs = [list(FIELDS)[number % len(FIELDS)] for number in range(EDITORS)]
    answers = statuses([opened(world, number, slug) for number, slug in enumerate(slugs)])
    acknowledged = {
        slug: f"Tekst {number}" for number, (slug, status) in enumerate(zip(slugs, answers, strict=True)) if is_acknowledged(status)
    }
    assert answers.count(409) == EDITORS - len(FIELDS)
    assert {slug: text(world, slug) for slug in FIELDS} == acknowledged


def test_the_first_saves_of_twenty_editors_start_one_draft(world):
    slugs = [list(FIELDS)[number % len(FIELDS)] for number in range(EDITORS)]
    answers = statuses([opened(world, number, slug) for number, slug in enumerate(slugs)])
    assert sum(map(is_acknowledged, answers)) == len(FIELDS) and answers.count(409) == EDITORS - len(FIELDS)
    assert world.ask(lambda: db.session.scalar(select(func.count()).select_from(Revision))) == 1
    assert world.ask(lambda: db.session.scalars(select(AuditEvent.verb)).all()).count("revision.drafted") == 1
    assert {text(world, slug).partition(" ")[0] for slug in FIELDS} == {"Tekst"}
    assert set(FIELDS) == {section.slug for section in SECTIONS}


def test_who_goes_on_after_each_conflict_gets_everything_in(world):
    """Each of twenty editors adds a colleague of their own, and keeps both versions when told of a conflict."""
    url = ADDRESS.format("kontakt")

    def add_until_saved(number):
        browser = world.browser(f"editor{number}")
        mine = {f"team-{number}-id": f"editor{number}", f"team-{number}-name": f"Saradnik {number}"}
        while True:
            team = world.ask(lambda: (queries.open_revision(office()) or EMPTY).content["contact"]["team"])
            others = {f"team-{100 + place}-{key}": value for place, item in enumerate(team) for key, value in item.items() if value}
            section = {**empty_content()["contact"], "team": team}
            answer = browser.send(url, others | mine | {"seen": digest(section)})
            if answer.status_code != 409:
                return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(add_until_saved, range(EDITORS)))
    assert set(answers) == {303}
    team = world.ask(lambda: queries.open_revision(office())).content["contact"]["team"]
    assert sorted(item["id"] for item in team) == sorted(f"editor{number}" for number in range(EDITORS))


EMPTY = Revision(content=empty_content())
