"""An office's page: everything public that was entered, in words, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date as babel_date

from ledportal import clock
from ledportal.dates import local_day
from ledportal.directory.entry import chapters, own_text
from ledportal.offices import content, standing, validity
from ledportal.offices.declaration import Group
from ledportal.offices.kinds import Text
from ledportal.offices.periods import DEFAULT
from ledportal.offices.profile import SECTIONS
from ledportal.offices.standing import SectionDays, Standing
from ledportal.offices.validity import Validity
from tests.directory.entries import PUBLIC, publish
from tests.factories import full_content
from tests.people import make_world

NOW = clock.now()
EXTRA = {
    "office": {"form": "other", "form_other": "Druga vrsta", "name_en": "Development Office", "about_en": "We help.",
               "parent_unit": "Odsek",
               "tax_number": "101134702", "registration_number": "12345678"},
    "contact": {"mobile_public": True, "contact_person": "Jovan Jovanović", "hours": "svakog dana", "website": "https://ler.example.org"},
}  # fmt: skip


def texts(element):
    return " ".join("".join(element.itertext()).split())


def page_of(app, prefix="", **sections):
    world = make_world(app, lambda: {"revision": publish(confirmed=PUBLIC, at=NOW, **sections)})
    return world.browser().get(f"{prefix}/kancelarije/becej/")


def written(values, parts):
    """Yield what a visitor must be able to read of the values, as typed."""
    for part in parts:
        if isinstance(part, Group):
            for item in values[part.key]:
                yield from written(item, part.fields)
        elif type(part.kind) is Text and values.get(part.key):
            yield values[part.key]


def test_the_page_shows_every_public_text_that_was_entered(app):
    answer = page_of(app, **EXTRA)
    public = content.public_content(full_content(**EXTRA))
    expected = [text for section in SECTIONS if not section.internal for text in written(public[section.key], section.parts)]
    assert len(expected) > 30
    assert [text for text in expected if text not in texts(answer.page.xpath("//main")[0])] == []


def test_every_declared_public_field_can_be_shown(app):
    everything = full_content(**EXTRA)
    everything["documents"]["documents"][0]["file"] = everything["office"]["logo"] = ["a" * 32]
    everything["sites"]["sites"][0]["photos"] = ["b" * 32]
    everything["contact"]["team"][0]["phone"] = "+381216912345"
    found = chapters(content.public_content(everything), {})
    for section in SECTIONS:
        if section.internal:
            assert section.key not in found
            continue
        assert {spec.key for spec in found[section.key].fields} == {spec.key for spec in section.fields if not spec.internal}
        for group in found[section.key].groups:
            assert {spec.key for spec in group.fields} == {spec.key for spec in group.group.fields if not spec.internal}


def test_a_section_in_which_nothing_stands_is_left_out(app):
    answer = page_of(app, projects={"projects": []})
    assert "#projekti" not in answer.page.xpath("//nav[@class='contents']//a/@href")
    assert not answer.page.xpath("//*[@id='projekti']")


def test_the_index_leads_to_what_is_there(app):
    page = page_of(app).page
    links = page.xpath("//nav[@class='contents']//a/@href")
    assert links[0] == "#kancelarija" and links[-1] == "#o-unosu"
    assert [link for link in links if not page.xpath(f"//*[@id='{link[1:]}']")] == []


def test_the_contact_card_can_be_tapped(app):
    page = page_of(app, **EXTRA).page
    card = page.xpath("//*[@class='contact-card']")[0]
    assert card.xpath(".//*[@class='call']//a/@href") == ["tel:+381216912345", "mailto:ler@example.org"]
    assert "tel:+381641234567" in card.xpath(".//a/@href")
    assert "Trg oslobođenja 221220 Bečej" in texts(card)


def test_dates_of_confirmation_change_and_approval_are_shown(app):
    page = page_of(app).page
    main = texts(page.xpath("//main")[0])
    day = babel_date(local_day(NOW), "d. LLLL y.", locale="sr_Latn")
    assert f"Confirmed Last confirmed by the office: {day}" in main
    for label in ("Last confirmed", "Last changed", "Approved on"):
        assert page.xpath(f"string(//dt[.='{label}']/following-sibling::dd)") == day
    assert main.count("Last confirmed: " + day) == len(PUBLIC)


def test_what_was_never_confirmed_says_so(app):
    world = make_world(app, lambda: {"revision": publish(confirmed=["contact"], at=NOW)})
    main = texts(world.browser().get("/kancelarije/becej/").page.xpath("//main")[0])
    assert "Not confirmed The office has not confirmed all of this entry yet." in main
    assert main.count("Last confirmed: ") == 1


def test_the_headings_of_items_stand_one_below_that_of_their_group(app):
    page = page_of(app).page
    levels = {each.get("id").partition("-")[0]: each.tag for each in page.xpath("//*[@class='thing__title']")}
    assert levels == {"documents": "h3", "incentives": "h4", "investors": "h4", "sites": "h3", "projects": "h3"}


def test_groups_of_few_fields_are_tables(app):
    captions = [texts(each) for each in page_of(app).page.xpath("//table/caption")]
    assert captions == ["Working languages", "Team", "Incubators and clusters", "Inter-municipal cooperation"]


def test_documents_say_whether_they_hold(app):
    items = full_content()["documents"]["documents"]
    old = {**items[0], "id": "d3", "title": "Stari plan", "start": "2010", "end": "2015"}
    page = page_of(app, documents={"documents": [*items, old]}).page
    found = [texts(each) for each in page.xpath("//h3[starts-with(@id, 'documents-')]")]
    assert found == [
        "Plan razvoja opštine Bečej In force",
        "Strategija lokalnog ekonomskog razvoja In preparation",
        "Stari plan Expired",
    ]


def test_the_english_version_uses_the_english_texts(app):
    page = page_of(app, "/en", **EXTRA).page
    main = texts(page.xpath("//main")[0])
    assert texts(page.xpath("//h1")[0]) == "Development Office"
    assert "We help." in main and "Pomažemo privredi" not in main
    assert "Kancelarija za lokalni ekonomski razvoj" in main


def test_without_english_texts_the_english_version_shows_the_serbian_ones_as_serbian(app):
    page = page_of(app, "/en").page
    assert page.xpath("//h1/@lang") == ["sr-Latn"]
    assert page.xpath("//*[text()='Pomažemo privredi i ulagačima.']/@lang") == ["sr-Latn"]


def test_the_cyrillic_version_is_in_cyrillic_but_for_addresses(app):
    page = page_of(app, "/cir").page
    main = texts(page.xpath("//main")[0])
    assert texts(page.xpath("//h1")[0]) == "Канцеларија за локални економски развој"
    assert "Мира Ђорђевић" in main and "ler@example.org" in main and "Бечеј" in main


def test_own_text_falls_back_to_serbian():
    written = {"office": {"name": "Ime", "name_en": ""}}
    assert own_text(written, "name", locale="en").text == "Ime"


TODAY = NOW.date()


def all_confirmed(on):
    return dict.fromkeys(PUBLIC, SectionDays(on, on))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, Standing.CONFIRMED), (180 + 27, Standing.CONFIRMED), (185 + 28, Standing.UNCONFIRMED), (185 + 28 + 180, Standing.OUTDATED)],
)
def test_an_entry_is_as_fresh_as_its_most_overdue_section(days, expected):
    then = TODAY - timedelta(days=days)
    sections = all_confirmed(TODAY) | {"contact": SectionDays(then, then)}
    assert standing.standing(sections, DEFAULT, today=TODAY) is expected


def test_a_month_has_no_day_thirty_one_everywhere():
    assert standing.due(all_confirmed(date(2026, 8, 31)), DEFAULT) == date(2027, 2, 28)


def test_a_section_that_was_never_confirmed_is_due_since_it_is_public():
    sections = all_confirmed(TODAY) | {"contact": SectionDays(None, TODAY)}
    assert standing.due(sections, DEFAULT) == TODAY
    assert standing.confirmed_on(sections) is None
    assert standing.standing(sections, DEFAULT, today=TODAY) is Standing.UNCONFIRMED
    assert standing.standing(sections, DEFAULT, today=TODAY + timedelta(days=208)) is Standing.OUTDATED


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"in_preparation": True, "end": "2010"}, Validity.IN_PREPARATION),
        ({"end": "2026"}, Validity.IN_FORCE),
        ({"end": "2025"}, Validity.EXPIRED),
        ({"end": ""}, Validity.IN_FORCE),
    ],
)
def test_a_document_holds_until_the_end_of_its_last_year(document, expected):
    assert validity.validity(document, today=NOW.date().replace(year=2026)) is expected
