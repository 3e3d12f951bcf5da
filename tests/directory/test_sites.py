"""The list of investment sites: narrowed and sorted by its address, each with whom to call."""

from __future__ import annotations

import pytest

from tests.directory.entries import publish
from tests.directory.sites import HALL, ZONE, offer
from tests.directory.test_pages import NOW, change, main_of, words
from tests.factories import office
from tests.people import counted_queries, shared_world


@pytest.fixture
def world(app):
    return shared_world(app, offer)


@pytest.fixture
def visitor(world):
    return world.browser()


def names(answer):
    return [words(each) for each in answer.page.xpath("//table//th[@scope='row']/a")]


def test_the_sites_stand_in_serbian_order_of_their_municipalities(visitor):
    assert names(visitor.get("/lokacije/")) == ["Industrijska zona Sever", "Stara ciglana", "Zona Jug", "Hala"]


def test_the_largest_free_area_comes_first_where_it_is_asked_for(visitor):
    assert names(visitor.get("/lokacije/?poredak=area")) == ["Zona Jug", "Industrijska zona Sever", "Hala", "Stara ciglana"]


def test_a_site_says_what_it_is_and_whom_to_call(visitor):
    row = visitor.get("/lokacije/?poredak=area").page.xpath("//table/tbody/tr")[0]
    assert row.xpath("./th/a/@href") == ["/kancelarije/cacak/#sites-z"]
    assert words(row.xpath("./th/p")[0]) == "Industrial zone, Public – local government"
    assert [words(each) for each in row.xpath(".//*[@class='tags']/li")] == ["Gas", "Access road"]
    assert words(row[1]) == "30 / 40Free"
    assert words(row[2]).startswith("ČačakMoravički upravni okrug")
    assert row[2].xpath(".//a/@href") == ["tel:+381216912345", "mailto:ler@example.org"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lokacija=brownfield", ["Stara ciglana", "Hala"]),
        ("lokacija=brownfield&lokacija=industrial_zone&okrug=moravicki", ["Zona Jug", "Hala"]),
        ("status=reserved", ["Stara ciglana"]),
        ("vlasnistvo=private", ["Hala"]),
        ("oprema=gas", ["Zona Jug", "Hala"]),
        ("oprema=gas&oprema=road", ["Zona Jug"]),
        ("povrsina=12", ["Industrijska zona Sever", "Zona Jug"]),
        ("povrsina=12.01", ["Zona Jug"]),
        ("povrsina=2", ["Industrijska zona Sever", "Zona Jug", "Hala"]),
        ("okrug=moravicki&vlasnistvo=mixed", []),
        ("region=RS12", ["Industrijska zona Sever", "Stara ciglana"]),
        ("sektor=metal", ["Zona Jug", "Hala"]),
        ("sektor=metal&oblik=office&jezik=en&usluga=advice&sertifikat=certified", ["Zona Jug", "Hala"]),
        ("potvrdjeno=12", ["Industrijska zona Sever", "Stara ciglana"]),
        ("q=cacku", ["Zona Jug", "Hala"]),
        ("q=ХАЛА", ["Hala"]),
        ("q=zona&okrug=moravicki", ["Zona Jug"]),
        ("q=zona&poredak=area", ["Zona Jug", "Industrijska zona Sever"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(visitor, query, found):
    assert names(visitor.get(f"/lokacije/?{query}", follow_redirects=True)) == found


def test_options_carry_their_numbers_and_each_choice_can_be_taken_back(visitor):
    page = visitor.get("/lokacije/?okrug=moravicki&oprema=gas&povrsina=2.5").page
    options = {words(each): each.xpath("string(./input/@checked)") for each in page.xpath("//details[@id='oprema']//label")}
    assert set(options) == {"Gas 1", "Access road 1"}
    links = {words(each): each.get("href") for each in page.xpath("//*[@class='chosen']//a")}
    assert links == {
        "Remove: Moravički upravni okrug ✕": "/lokacije/?oprema=gas&povrsina=2.5",
        "Remove: Gas ✕": "/lokacije/?okrug=moravicki&povrsina=2.5",
        "Remove: At least 2,5 ha ✕": "/lokacije/?okrug=moravicki&oprema=gas",
    }


def test_each_further_part_of_the_infrastructure_narrows(visitor):
    page = visitor.get("/lokacije/?okrug=moravicki&oprema=road").page
    assert {words(each) for each in page.xpath("//details[@id='oprema']//label")} == {"Gas 1", "Access road 1"}


def test_empty_fields_of_the_form_do_not_stay_in_the_address(visitor):
    answer = visitor.get("/lokacije/?okrug=moravicki&lokacija=&povrsina=")
    assert (answer.status_code, answer.location) == (302, "/lokacije/?okrug=moravicki")


def test_a_former_name_of_a_parameter_leads_to_the_present_one(visitor):
    answer = visitor.get("/lokacije/?vrsta=brownfield&okrug=moravicki")
    assert (answer.status_code, answer.location) == (302, "/lokacije/?okrug=moravicki&lokacija=brownfield")


def test_words_are_marked_where_they_were_found(visitor):
    page = visitor.get("/cir/lokacije/?q=zona+cacak").page
    assert [words(each) for each in page.xpath("//table//mark")] == ["Зона", "Чачак"]
    assert page.xpath("//input[@id='q']/@value") == ["zona cacak"]


def test_how_the_words_were_understood_is_said(visitor):
    assert "Showing results for: Čačak" in main_of(visitor.get("/lokacije/?q=cacakk"))


def test_a_facet_that_is_not_offered_is_shown_where_it_is_chosen(visitor):
    assert not visitor.get("/lokacije/").page.xpath("//details[@id='oblik']")
    page = visitor.get("/lokacije/?oblik=office").page
    assert [words(each) for each in page.xpath("//details[@id='oblik']//label[input/@checked]")] == ["Office 4"]


def test_nothing_found_for_words_offers_to_give_them_up_or_to_ask_an_office(visitor):
    links = {
        words(each): each.get("href") for each in visitor.get("/lokacije/?q=cacak&okrug=juznobacki").page.xpath("//*[@class='empty']//a")
    }
    assert links == {
        "search without “Južnobački upravni okrug”": "/lokacije/?q=cacak",
        "search without “cacak”": "/lokacije/?okrug=juznobacki",
        "see all sites": "/lokacije/",
        "ask an office: search the directory for the same": "/kancelarije/?q=cacak&okrug=juznobacki",
    }


def test_the_free_sites_of_what_the_directory_found_are_one_click_away_and_back(visitor):
    filters = "q=cacak&sektor=metal&lokacija=brownfield&povrsina=2"
    (there,) = visitor.get(f"/kancelarije/?{filters}").page.xpath("//a[text()='Their free sites']/@href")
    assert there == "/lokacije/?q=cacak&lokacija=brownfield&status=free&sektor=metal&povrsina=2"
    answer = visitor.get(there)
    assert names(answer) == ["Hala"]
    assert answer.page.xpath("//a[text()='Their offices']/@href") == ["/kancelarije/?q=cacak&sektor=metal&lokacija=brownfield&povrsina=2"]
    assert answer.page.xpath("//*[@class='results-head']//a[text()='On the map']/@href")[0].startswith("/mapa/?boja=hektari&q=cacak")


def test_municipalities_are_compared_from_their_sites(visitor):
    page = visitor.get("/lokacije/").page
    assert page.xpath("//input[@name='k']/@value") == ["becej", "cacak"]
    assert page.xpath("//form[@id='compare']/@action") == ["/uporedi/"]


def test_nothing_found_says_which_filter_to_give_up(visitor):
    answer = visitor.get("/lokacije/?okrug=moravicki&status=reserved")
    found = [words(each) for each in answer.page.xpath("//*[@class='empty']//li")]
    assert found[:2] == ["search without “Moravički upravni okrug”: 1 site", "search without “Reserved”: 2 sites"]


def test_a_register_without_sites_says_so(world, visitor):
    def take_away():
        for slug in ("becej", "cacak"):
            office(slug).municipality.active = False

    change(world, take_away)
    answer = visitor.get("/lokacije/")
    assert "No site yet" in main_of(answer) and not names(answer)


def test_what_does_not_exist_is_named(visitor):
    answer = visitor.get("/lokacije/?okrug=atlantida&status=free&povrsina=0")
    assert answer.status_code == 422
    assert "District: atlantida" in main_of(answer)
    assert answer.page.xpath("//a[text()='Search without it']/@href") == ["/lokacije/?status=free"]
    assert [visitor.get(f"/lokacije/?{each}").status_code for each in ("strana=0", "strana=9", "strana=x")] == [404] * 3


def test_the_list_follows_what_is_published_and_taken_away(world, visitor):
    assert len(names(visitor.get("/lokacije/"))) == 4
    change(world, lambda: publish("cacak", at=NOW, sites={"sites": [HALL]}))
    assert names(visitor.get("/lokacije/?okrug=moravicki")) == ["Hala"]
    change(world, lambda: publish("ub", at=NOW, sites={"sites": [ZONE]}))
    assert names(visitor.get("/lokacije/?lokacija=industrial_zone")) == ["Industrijska zona Sever", "Zona Jug"]

    def take_away():
        office().municipality.active = False

    change(world, take_away)
    assert names(visitor.get("/lokacije/")) == ["Hala", "Zona Jug"]


def test_a_page_asks_few_questions_and_reads_only_what_it_shows(world, visitor):
    many = [{**ZONE, "id": f"z{number}", "name": f"Zona {number}"} for number in range(60)]
    change(world, lambda: publish("ivanjica", at=NOW, sites={"sites": many}))
    visitor.get("/lokacije/")
    with counted_queries() as queries:
        answer = visitor.get("/lokacije/?strana=2")
    assert len(names(answer)) == 25
    assert answer.page.xpath("//a[@rel='next']/@href") == ["/lokacije/?strana=3"]
    assert len([each for each in queries if each.startswith("SELECT")]) <= 4
    assert answer.headers.get("Set-Cookie") is None


def test_names_are_in_the_readers_script(visitor):
    assert names(visitor.get("/cir/lokacije/?okrug=moravicki")) == ["Зона Југ", "Хала"]


def test_the_box_offers_places_and_sites_whose_names_find_their_sites(visitor):
    (box,) = visitor.get("/cir/lokacije/").page.xpath("//input[@id='q' and @data-fill]")
    offered = [visitor.get(f"{box.get('data-suggest')}&q={text}").json["suggestions"][0]["label"] for text in ("ciglan", "beč")]
    assert offered == ["Стара циглана", "Бечеј"]
    assert [len(names(visitor.get("/cir/lokacije/", query_string={"q": each}))) for each in offered] == [1, 2]
    assert visitor.get("/kancelarije/predlozi?q=turiz&vrsta=office&vrsta=site").json["suggestions"] == []
