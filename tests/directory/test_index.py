"""The directory page: search, filters with their numbers, and all of it in the address."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from ledportal.extensions import db
from tests.client import form_values
from tests.directory.entries import PUBLIC, publish
from tests.directory.test_pages import NOW, main_of, titles, words
from tests.factories import office
from tests.people import counted_queries, shared_world


@pytest.fixture
def world(app):
    def make():
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=2))
        publish("cacak", confirmed=PUBLIC, at=NOW - timedelta(days=100), environment={"sectors": ["ict"]}, services={"cooperation": []})
        about = "Podstičemo pčelarstvo u brdskim selima i otkup meda. " * 4
        publish("ivanjica", at=NOW - timedelta(days=1), environment={"sectors": ["food"]}, sites={"sites": []}, office={"about": about})
        return {"becej": office()}

    return shared_world(app, make)


@pytest.fixture
def visitor(world):
    return world.browser()


def facet(answer, parameter):
    """Return the options of a facet: the label with its number, and whether it is chosen."""
    options = answer.page.xpath(f"//details[@id='{parameter}']//label[contains(@class, 'option')]")
    return {words(each): bool(each.xpath("./input/@checked")) for each in options}


def test_the_options_of_a_facet_carry_their_numbers_and_lead_somewhere(visitor):
    answer = visitor.get("/kancelarije/")
    assert facet(answer, "sektor") == {"Agriculture 1": False, "Food industry 2": False, "Information technology 1": False}
    assert facet(answer, "lokacija") == {"Any kind 2": False, "Industrial zone 2": False}
    assert facet(answer, "potvrdjeno") == {"Any time": True, "The last month 1": False, "The last 3 months 1": False,
                                           "The last 6 months 2": False, "The last 12 months 2": False}  # fmt: skip


def test_a_choice_narrows_the_others_and_not_its_own_facet(visitor):
    answer = visitor.get("/kancelarije/?okrug=moravicki&sektor=food")
    assert titles(answer) == ["IvanjicaKancelarija za lokalni ekonomski razvoj"]
    assert facet(answer, "sektor") == {"Food industry 1": True, "Information technology 1": False}
    assert facet(answer, "okrug") == {"Južnobački upravni okrug 1": False, "Moravički upravni okrug 1": True}
    assert facet(answer, "lokacija") == {}


def test_whoever_has_a_free_site_at_all_is_one_choice(visitor):
    answer = visitor.get("/kancelarije/?lokacija=any")
    assert [each.partition("Kancelarija")[0] for each in titles(answer)] == ["Bečej", "Čačak"]
    assert facet(answer, "lokacija") == {"Any kind 2": True, "Industrial zone 2": False}
    ways = {words(each): each.get("href") for each in answer.page.xpath("//*[@class='chosen']//a")}
    assert ways == {"Remove: Free sites: Any kind ✕": "/kancelarije/"}
    assert titles(visitor.get("/kancelarije/?lokacija=any&povrsina=900")) == []


def test_the_form_sends_what_is_chosen_and_arrives_at_the_canonical_address(visitor):
    page = visitor.get("/kancelarije/?q=razvoj&okrug=moravicki&potvrdjeno=12").page
    (form,) = page.xpath("//form[@id='search']")
    sent = form_values(form)
    for control in page.xpath("//input[@form='search'][@checked or not(@type='checkbox' or @type='radio')]"):
        sent[control.get("name")] = control.get("value")
    assert sent == {"q": "razvoj", "okrug": "moravicki", "potvrdjeno": "12", "povrsina": ""}
    answer = visitor.get(form.get("action"), query_string=sent)
    assert (answer.status_code, answer.location) == (302, "/kancelarije/?q=razvoj&okrug=moravicki&potvrdjeno=12")


OTHER_WAYS = {
    "q=": "",
    "okrug=moravicki&q=a": "?q=a&okrug=moravicki",
    "okrug=moravicki&okrug=juznobacki&okrug=moravicki": "?okrug=juznobacki&okrug=moravicki",
    "povrsina=2,50&strana=2": "?povrsina=2.5&strana=2",
    "q=++a+++b": "?q=a+b",
}


def test_another_way_to_write_an_address_leads_to_the_one(visitor):
    found = {query: visitor.get(f"/kancelarije/?{query}") for query in OTHER_WAYS}
    assert {query: each.location for query, each in found.items()} == {query: f"/kancelarije/{one}" for query, one in OTHER_WAYS.items()}
    assert all(visitor.get(each.location).status_code in {200, 404} for each in found.values())


def test_each_active_filter_can_be_removed(visitor):
    page = visitor.get("/kancelarije/?q=razvoj&okrug=moravicki&region=RS21&povrsina=2.5&poredak=name").page
    assert words(page.xpath("//summary")[0]) == "Filters: 3 active"
    links = {words(each): each.get("href") for each in page.xpath("//*[@class='chosen']//a")}
    assert links == {
        "Remove: razvoj ✕": "/kancelarije/?okrug=moravicki&region=RS21&povrsina=2.5&poredak=name",
        "Remove: Moravički upravni okrug ✕": "/kancelarije/?q=razvoj&region=RS21&povrsina=2.5&poredak=name",
        "Remove: Region Šumadije i Zapadne Srbije ✕": "/kancelarije/?q=razvoj&okrug=moravicki&povrsina=2.5&poredak=name",
        "Remove: At least 2,5 ha ✕": "/kancelarije/?q=razvoj&okrug=moravicki&region=RS21&poredak=name",
    }
    assert page.xpath("//a[text()='Remove all filters']/@href") == ["/kancelarije/?q=razvoj&poredak=name"]


def test_the_order_is_chosen_by_links_and_kept_by_a_new_search(visitor):
    page = visitor.get("/kancelarije/?poredak=changed").page
    orders = {words(each): (each.get("href"), each.get("aria-current")) for each in page.xpath("//nav[@aria-label='Order']//a")}
    assert orders == {
        "Name": ("/kancelarije/?poredak=name", None),
        "Last confirmed": ("/kancelarije/?poredak=confirmed", None),
        "Last changed": ("/kancelarije/?poredak=changed", "true"),
    }
    assert form_values(page.xpath("//form[@id='search']")[0]) == {"q": "", "poredak": "changed"}
    assert page.xpath("//li[@class='entry']//h3/a/@href")[:3] == [f"/kancelarije/{slug}/" for slug in ("ivanjica", "becej", "cacak")]


def test_it_is_said_what_the_place_that_is_named_does_not_have(visitor):
    answer = visitor.get("/kancelarije/?q=becej+softver")
    assert [each.partition("Kancelarija")[0] for each in titles(answer)] == ["Bečej", "Čačak"]
    said = "The place you searched for does not have: softver. Other offices that do are listed too."
    assert said in main_of(answer)


def test_matches_are_marked_in_both_scripts(visitor):
    assert visitor.get("/kancelarije/?q=cacak").page.xpath("//h3//mark/text()") == ["Čačak"]
    assert visitor.get("/cir/kancelarije/?q=cacak").page.xpath("//h3//mark/text()")[0] == "Чачак"


def test_a_match_that_the_row_does_not_show_stands_in_a_piece_of_the_text(visitor):
    (row,) = visitor.get("/kancelarije/?q=pcelarstvo").page.xpath("//li[@class='entry']")
    (piece,) = row.xpath(".//*[@class='entry__snippet']")
    assert words(piece).startswith("Office: Podstičemo pčelarstvo u brdskim selima")
    assert words(piece).endswith("…") and len(words(piece)) < 200
    assert piece.xpath("./mark/text()")[0] == "pčelarstvo"


def test_what_the_row_shows_needs_no_piece_of_the_text(visitor):
    (row,) = visitor.get("/kancelarije/?q=ivanjica food").page.xpath("//li[@class='entry']")
    assert not row.xpath(".//*[@class='entry__snippet']")
    assert row.xpath(".//mark/text()") == ["Ivanjica", "Food"]


REASONS = {
    "vojvodina": ("becej", "Region: Region Vojvodine", "Vojvodine"),
    "South Backa": ("becej", "District: Južnobački upravni okrug", "Južnobački upravni okrug"),
    "softver": ("cacak", "Priority sectors: Information technology", "Information technology"),
    "ivanjica savet": ("ivanjica", "Services to business: Advice", "Advice"),
    "slobodno": ("becej", "Free sites: Industrial zone", "Industrial zone"),
    "becej park": ("becej", "Sites: Industrial zone", "Industrial zone"),
}


@pytest.mark.parametrize(("text", "slug", "said", "mark"), [(text, *expected) for text, expected in REASONS.items()])
def test_a_row_says_by_what_it_was_found_where_no_text_has_the_word(visitor, text, slug, said, mark):
    (row,) = visitor.get(f"/kancelarije/?q={text}").page.xpath(f"//li[@class='entry'][.//a[contains(@href, '/{slug}/')]]")
    (piece,) = row.xpath(".//*[@class='entry__snippet']")
    assert words(piece) == said
    assert piece.xpath("./mark/text()") == [mark]


def test_a_region_is_marked_in_the_script_of_the_page(visitor):
    (piece,) = visitor.get("/cir/kancelarije/?q=vojvodina").page.xpath("//*[@class='entry__snippet']")
    assert piece.xpath("./mark/text()") == ["Војводине"]


def test_a_row_lets_one_call_and_write_in_one_step(visitor):
    (row,) = visitor.get("/kancelarije/?q=becej&okrug=juznobacki").page.xpath("//li[@class='entry'][.//mark]")
    assert row.xpath(".//*[@class='entry__contact']//a/@href") == ["tel:+381216912345", "mailto:ler@example.org"]


def test_chosen_rows_are_compared_by_a_form_without_a_cookie(visitor):
    answer = visitor.get("/kancelarije/")
    (form,) = answer.page.xpath("//form[@id='compare']")
    assert (form.get("method"), form.get("action")) == ("get", "/uporedi/")
    boxes = answer.page.xpath("//input[@form='compare'][@name='k']")
    assert [each.get("value") for each in boxes] == ["becej", "cacak", "ivanjica"]
    assert words(boxes[0].getparent()) == "Compare: Bečej"
    assert answer.headers.get("Set-Cookie") is None


def test_nothing_found_says_what_to_do(visitor):
    answer = visitor.get("/kancelarije/?q=pcelarstvo&okrug=juznobacki&potvrdjeno=1")
    links = {words(each): each.get("href") for each in answer.page.xpath("//*[@class='empty']//li/a")}
    assert links["search without “pcelarstvo”"] == "/kancelarije/?okrug=juznobacki&potvrdjeno=1"
    assert links["see the whole directory"] == "/kancelarije/"
    assert "search without “pcelarstvo”: 1 office" in main_of(answer)
    assert "check the spelling, or use fewer words" in main_of(answer)
    assert "/moja-kancelarija/preuzimanje/" in answer.page.xpath("//main//a/@href")


def test_a_filter_whose_removal_helps_is_offered_with_the_number(visitor):
    answer = visitor.get("/kancelarije/?okrug=juznobacki&sektor=ict")
    found = [words(each) for each in answer.page.xpath("//*[@class='empty']//li")]
    assert found[:2] == ["search without “Južnobački upravni okrug”: 1 office", "search without “Information technology”: 1 office"]


ODD = {
    "q=%00": 400, "q=" + "a" * 10_000: 422, "q=" + "a%20" * 5_000: 422, "okrug=nigde": 422, "okrug=%27--": 422,
    "region=RS99&okrug=" + "a" * 5_000: 422, "povrsina=-1": 422, "potvrdjeno=7": 422, "poredak=x": 422,
    "strana=9223372036854775808": 404, "strana=0": 404, "strana=99": 404, "strana=a": 404, "q[]=a&okrug[0]=b": 200,
    "_scheme=x&_external=1&slug=y": 200,
}  # fmt: skip


def test_odd_parameters_get_a_plain_answer(visitor):
    assert {query: visitor.get(f"/kancelarije/?{query}").status_code for query in ODD} == ODD


def test_what_does_not_exist_is_named_and_the_rest_of_the_address_stays(visitor):
    answer = visitor.get("/kancelarije/?q=razvoj&okrug=atlantida&okrug=moravicki&povrsina=mnogo")
    assert answer.status_code == 422
    assert [words(each) for each in answer.page.xpath("//*[contains(@class, 'govuk-error-summary')]//li/a")] == [
        "District: Choose from the options", "Minimum free area (ha): Enter hectares as a number, for example 2.5",
    ]  # fmt: skip
    assert "District: atlantida" in main_of(answer)
    assert answer.page.xpath("//*[@id='povrsina']/@value") == ["mnogo"]
    assert answer.page.xpath("//*[@id='q']/@value") == ["razvoj"]
    assert answer.page.xpath("//a[text()='Search without it']/@href") == ["/kancelarije/?q=razvoj&okrug=moravicki"]


def test_a_search_that_is_too_long_says_so_beside_the_field(visitor):
    page = visitor.get("/kancelarije/?q=" + "a" * 10_000).page
    assert "Shorten your search to 100 characters or fewer" in words(page.xpath("//*[@id='q-error']")[0])
    assert page.xpath("//*[@id='q']/@value") == ["a" * 100]


def test_pages_keep_what_is_asked_for(visitor):
    page = visitor.get("/kancelarije/?poredak=name").page
    assert len(page.xpath("//li[@class='entry']")) == 25
    assert page.xpath("//a[@rel='next']/@href") == ["/kancelarije/?poredak=name&strana=2"]
    assert len(visitor.get("/kancelarije/?strana=6").page.xpath("//li[@class='entry']")) == 20


def test_the_number_of_questions_does_not_grow_with_the_rows(world, visitor):
    visitor.get("/kancelarije/?q=razvoj")
    asked = []
    for query in ("?okrug=moravicki", "", "?q=razvoj&sektor=food"):
        with counted_queries() as queries:
            visitor.get(f"/kancelarije/{query}")
        asked.append(len([each for each in queries if each.startswith("SELECT")]))
    assert max(asked) <= 8
    assert asked[0] == asked[1]


def test_suggestions_are_said_and_lead_somewhere(visitor):
    answer = visitor.get("/kancelarije/predlozi?" + urlencode({"q": "ivanj"}))
    assert answer.json["said"] == "1 suggestion, up and down arrows to choose"
    assert answer.json["suggestions"][0]["url"] == "/kancelarije/ivanjica/"
    assert answer.json["suggestions"][0]["label"] == "Ivanjica"
    assert answer.headers.get("Set-Cookie") is None


LEADS = {
    "training": ("Training", "Service to business", "/kancelarije/?usluga=training"),
    "vojvodina": ("Region Vojvodine", "Region", "/kancelarije/?region=RS12"),
    "strategija odrzivog": ("Strategija održivog razvoja", "Document", "/kancelarije/becej/"),
}


def test_suggested_services_regions_and_documents_lead_to_what_has_them(app, visitor):
    strategy = {"id": "d1", "type": "sustainable_strategy", "title": "Strategija održivog razvoja", "start": "2025", "end": "2030"}
    with app.app_context():
        publish("becej", documents={"documents": [strategy]})
        db.session.commit()
    for text, expected in LEADS.items():
        (found, *_) = visitor.get("/kancelarije/predlozi", query_string={"q": text}).json["suggestions"]
        assert (found["label"], found["kind"], found["url"]) == expected


def test_suggestions_stay_in_the_readers_version(visitor):
    (first, *_) = visitor.get("/cir/kancelarije/predlozi?q=bečej").json["suggestions"]
    assert (first["label"], first["url"]) == ("Бечеј", "/cir/kancelarije/becej/")


def test_where_nothing_can_be_suggested_nothing_is(visitor):
    queries = ("", "q=", "q=xyzzyxyzzy", "q=%FF", "q=" + "a" * 5000)
    nothing = {"said": "No suggestions", "suggestions": []}
    assert all(visitor.get(f"/kancelarije/predlozi?{query}").json == nothing for query in queries)


def test_the_result_is_taken_along_as_files_on_paper_and_as_a_feed(visitor):
    page = visitor.get("/kancelarije/?q=razvoj&okrug=moravicki&poredak=changed").page
    links = {words(each): each.get("href") for each in page.xpath("//section[@aria-labelledby='saving']//a")}
    asked = "?q=razvoj&okrug=moravicki&poredak=changed"
    assert links.pop("Follow what changes (Atom feed)") == "/kancelarije/novosti.atom?q=razvoj&okrug=moravicki"
    assert links == {
        **{name: f"/podaci/kancelarije.{name.lower()}{asked}" for name in ("CSV", "XLSX", "JSON", "GeoJSON")},
        "vCard": f"/podaci/kancelarije.vcf{asked}",
        "All of it on one page to print": f"/kancelarije/za-stampu/{asked}",
        "How fresh the register is": "/svezina/",
    }
    assert all(visitor.get(address).status_code == 200 for address in (*links.values(), "/kancelarije/novosti.atom?okrug=moravicki"))


def test_the_list_to_print_has_a_line_for_each_office_that_was_found(visitor):
    answer = visitor.get("/kancelarije/za-stampu/?okrug=moravicki&poredak=changed")
    lines = [[words(cell) for cell in row] for row in answer.page.xpath("//table/tbody/tr")]
    assert [line[0] for line in lines] == ["IvanjicaMoravički upravni okrug", "ČačakMoravički upravni okrug"]
    assert lines[0][2] == "021 691 2345ler@example.org"
    assert "2 offices · Moravički upravni okrug · As of:" in main_of(answer)
    assert answer.page.xpath("//a[@class='govuk-back-link']/@href") == ["/kancelarije/?okrug=moravicki&poredak=changed"]


def test_the_list_to_print_leads_back_where_the_address_asks_for_what_does_not_exist(visitor):
    answer = visitor.get("/kancelarije/za-stampu/?okrug=atlantida")
    assert (answer.status_code, answer.location) == (302, "/kancelarije/?okrug=atlantida")
