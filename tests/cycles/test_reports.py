"""The report of a result, and that nothing which happens later changes it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from ledportal.audit import AuditEvent
from ledportal.cycles import actions, queries, results
from ledportal.cycles.models import Cycle, CycleAnswer
from ledportal.cycles.reports import Rate, report
from ledportal.cycles.states import State
from ledportal.extensions import db
from ledportal.figures.bars import LEFT, Bar, bar_chart
from ledportal.municipalities.models import District, Municipality, Region
from ledportal.offices.models import Office
from tests.cycles.rounds import NOW, PAST, close_cycle, make_cycle, make_register, open_cycle
from tests.factories import make_moderator, office
from tests.people import shared_world

EARLIER = PAST - timedelta(days=365)
FILES = ("", "odziv.csv", "opstine.csv")


def named(code):
    return {"code": code, "sr_Latn": code, "sr_Cyrl": code, "en": code}


def make_result(states, *, before=None, offices=()):
    """Return a result of municipalities in two districts of one region: by code, district and state."""
    places = [
        named(code) | {"slug": code, "district": district, "state": state, "office": code in offices} for code, district, state in states
    ]
    districts = [named("D1") | {"region": "R"}, named("D2") | {"region": "R"}]
    return {"before": before, "name": "x", "name_en": "", "regions": [named("R")], "districts": districts, "places": places}


def test_the_response_rate_counts_answers_among_all_of_the_cycle():
    result = make_result([(str(number), "D1", state) for number, state in enumerate(State)])
    found = report(result)
    assert (found.total.rate, found.total.rate.share, found.total.before, found.total.difference) == (Rate(5, 10), 50.0, None, None)
    assert [(row.place["code"], row.rate) for row in found.regions] == [("R", Rate(5, 10))]
    assert set(found.states.values()) == {1}


def test_it_is_compared_with_the_cycle_before():
    before = make_result([("a", "D1", "approved"), ("b", "D1", "invited"), ("c", "D2", "invited")], offices={"a", "b"})
    now = make_result(
        [("a", "D1", "no_office"), ("b", "D1", "invited"), ("c", "D2", "confirmed"), ("d", "D2", "phone")],
        before=before,
        offices={"b", "c", "d"},
    )
    found = report(now)
    assert [(row.rate.share, row.before.share, row.difference) for row in (found.total, *found.districts)] == [
        (75.0, 33.3, 41.7),
        (50.0, 50.0, 0.0),
        (100.0, 0.0, 100.0),
    ]
    assert [[each["code"] for each in places] for places in (found.new, found.gone)] == [["c", "d"], ["a"]]


def test_a_district_that_is_new_has_nothing_to_be_compared_with():
    found = report(make_result([("a", "D1", "phone"), ("b", "D2", "phone")], before=make_result([("a", "D1", "phone")])))
    assert [row.difference for row in found.districts] == [0.0, None]


def test_nothing_answered_by_nobody_is_no_error():
    assert Rate(0, 0).share == 0.0
    assert report(make_result([])).total.rate == Rate(0, 0)


def test_the_bars_of_a_chart_lie_within_it_in_their_order():
    chart = bar_chart([Bar("a", 0, "0%"), Bar("b", 100, "100%", before=0), Bar("c", 250, "250%", before=50)])
    assert [(bar.label, bar.y, bar.length) for bar in chart.bars] == [("a", 0, 0), ("b", 46, 328), ("c", 92, 328)]
    assert [bar.before_x for bar in chart.bars] == [None, LEFT, LEFT + 164]
    assert chart.height == 138 and chart.left + chart.full < chart.width


@pytest.fixture
def world(app):
    def make():
        staff = make_moderator()
        old = open_cycle(make_cycle(by=staff, at=EARLIER, name="Prvo"), by=staff, at=EARLIER)
        close_cycle(old, by=staff, at=EARLIER + timedelta(days=9))
        made = make_register()
        office("ada").status = "exists"
        cycle = open_cycle(make_cycle(by=staff, name="Drugo", name_en="Second"), by=staff)
        for slug, said in (("ada", State.NO_OFFICE), ("senta", State.PHONE), ("ub", State.REFUSED)):
            actions.note(queries.find_answer(cycle, slug), said, "Tajna beleška", version=1, by=staff, at=PAST)
        close_cycle(cycle, by=staff)
        return made | {"cycle": cycle, "old": old}

    return shared_world(app, make)


def change_everything():
    """Rename places, move them, take them out, and rewrite the answers, as no one should."""
    for model in (Region, District, Municipality):
        db.session.execute(update(model).values(name_latin="Novo ime", name_cyrillic="Ново име", sort_key="99"))
    db.session.execute(update(District).values(name_en="New", region_code=select(Region.code).limit(1).scalar_subquery()))
    db.session.execute(update(Municipality).values(active=False, district_code=select(District.code).limit(1).scalar_subquery()))
    db.session.execute(update(Office).values(status="none"))
    db.session.execute(delete(CycleAnswer).where(CycleAnswer.reached == ""))
    db.session.execute(update(CycleAnswer).values(said="phone", noted_at=NOW))
    db.session.execute(update(Cycle).where(Cycle.name == "Prvo").values(result=None))
    db.session.commit()


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_what_changes_later_changes_neither_report_nor_files(world, prefix):
    visitor = world.browser()
    before = [visitor.get(f"{prefix}/ciklusi/drugo/{each}").data for each in FILES]
    world.ask(change_everything)
    after = [visitor.get(f"{prefix}/ciklusi/drugo/{each}").data for each in FILES]
    assert after == before and all(len(each) > 500 for each in before)


def test_the_result_holds_no_person_and_no_note(world):
    text = world.ask(lambda: json.dumps(db.session.get_one(Cycle, world["cycle"]).result, ensure_ascii=False))
    assert "Petar" not in text and "beleška" not in text and "@" not in text


def test_the_result_is_that_of_the_moment_of_closing(world):
    def ask():
        cycle = db.session.get_one(Cycle, world["cycle"])
        return {each["slug"]: (each["state"], each["office"]) for each in cycle.result["places"]}, cycle.result["before"]["before"]

    places, before_that = world.ask(ask)
    assert [places[slug] for slug in ("becej", "ada", "senta", "ub", "bor")] == [
        ("invited", True),
        ("no_office", False),
        ("phone", False),
        ("refused", False),
        ("not_reached", False),
    ]
    assert (len(places), before_that) == (145, None)


def test_the_public_report_in_words_bars_and_tables(world):
    page = world.browser().get("/en/ciklusi/drugo/").page
    text = " ".join(page.xpath("string(//main)").split())
    assert "2 of 145 municipalities answered: a response rate of 1.4%." in text
    assert "In the cycle before, Prvo, it was 0%. Difference in points: +1.4" in text
    charts = page.xpath("//*[@class='bars']")
    assert [len(chart.xpath("./*[@class='bars__share']")) for chart in charts] == [4, 25]
    for chart in charts:
        assert chart.get("role") == "img" and all(
            chart.xpath(f"string(//*[@id='{each}'])") for each in chart.get("aria-labelledby").split()
        )
    rows = page.xpath("//table[contains(@class, 'report-table')]")
    assert [len(table.xpath("./tbody/tr")) for table in rows] == [5, 25]
    assert "beleška" not in text and "Petar" not in text


def test_the_first_report_compares_with_nothing(world):
    first, second = (world.browser().get(f"/en/ciklusi/{slug}/").page for slug in ("prvo", "drugo"))
    assert ["The cycle before" in "".join(page.xpath("//thead//text()")) for page in (first, second)] == [False, True]


def test_reports_are_the_same_for_everybody_and_only_closed_cycles_have_one(world):
    visitor = world.browser()
    for path in ("/ciklusi/", "/ciklusi/drugo/", "/ciklusi/drugo/odziv.csv"):
        response = visitor.get(path)
        assert response.status_code == 200 and "Set-Cookie" not in response.headers
    assert visitor.get("/en/ciklusi/").page.xpath("//main//h2/a/text()") == ["Second", "Prvo"]
    world.ask(lambda: make_cycle(by=None, name="Treće") and db.session.commit())
    assert [visitor.get(f"/ciklusi/{slug}/").status_code for slug in ("trece", "nema", "drugo")] == [404, 404, 200]
    assert "Treće" not in visitor.get("/ciklusi/").text


def test_the_file_of_all_municipalities_says_who_had_an_office_before(world):
    def change():
        cycle = db.session.get_one(Cycle, world["cycle"])
        before = [{**each, "office": each["slug"] == "ub"} for each in cycle.result["before"]["places"] if each["slug"] != "bor"]
        cycle.result = {**cycle.result, "before": {**cycle.result["before"], "places": before}}
        db.session.commit()

    def rows(path):
        found = [line.split(";") for line in world.browser().get(path).text.splitlines()]
        return {row[1]: row[5] for row in found}

    world.ask(change)
    found = rows("/en/ciklusi/drugo/opstine.csv")
    assert [found[name] for name in ("Town or municipality", "Ub", "Ada", "Bor")] == ["Office in the cycle before", "Yes", "No", ""]
    assert set(rows("/en/ciklusi/prvo/opstine.csv").values()) == {"Office in the cycle before", ""}


def test_who_closed_and_opened_is_in_the_audit_log(world):
    verbs = world.ask(
        lambda: list(db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.startswith("cycle.")).order_by(AuditEvent.id)))
    )
    once = ["cycle.created", "cycle.opened"]
    assert verbs == [*once, "cycle.closed", *once, "cycle.noted", "cycle.noted", "cycle.noted", "cycle.closed"]


def test_a_result_can_be_drawn_from_a_cycle_of_nobody(context):
    made = make_register()
    db.session.execute(update(Municipality).values(active=False))
    cycle = open_cycle(make_cycle(by=made["staff"]), by=made["staff"])
    assert results.result(cycle, None, at=NOW)["places"] == []
    close_cycle(cycle, by=made["staff"])
    db.session.commit()
    assert office("becej").municipality.active is False
