"""An office's page: everything public that was entered, in words, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date as babel_date
from hypothesis import given
from hypothesis import strategies as st

from ledportal import clock
from ledportal.dates import local_day
from ledportal.days import months_later
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
TODAY = NOW.date()
EXTRA = {
    "office": {"form": "other", "form_other": "Druga vrsta", "name_en": "Development Office", "about_en": "We help.",
               "parent_unit": "Odsek",
               "tax_number": "101134702", "registration_number": "12345678"},
    "contact": {"mobile_public": True, "contact_person": "Jovan Jovanović", "hours": "svakog dana", "website": "https://ler.example.org"},
}  # fmt: skip


def format_day(day):
    return babel_date(day, "d. LLLL y.", locale="sr_Latn")


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
    found = chapters(content.public_content(everything), all_confirmed(TODAY), DEFAULT, today=TODAY)
    for section in SECTIONS:
        if section.internal:
            assert section.key not in found
            continue
        assert {spec.key for spec in found[section.key].fields} == {spec.key for spec in section.fields if not spec.internal}
        for group in found[section.key].groups:
            assert {spec.key for spec in group.fields} == {spec.key for spec in group.group.fields if not spec.internal}


def test_a_section_in_which_nothing_stands_is_named_at_the_end_with_its_day_and_the_way_to_say_what_is_missing(app):
    page = page_of(app, projects={"projects": []}).page
    assert "#projekti" not in page.xpath("//nav[@class='contents']//a/@href") and not page.xpath("//*[@id='projekti']")
    [blank] = page.xpath("//section[@aria-labelledby='bez-podataka']")
    assert blank.xpath("preceding-sibling::*[1]/@aria-labelledby") == ["usluge"]
    [line] = blank.xpath(".//li")
    assert texts(line).startswith("Projects Last confirmed: ") and "Changed on: " in texts(line)
    assert line.xpath(".//a/@href") == ["/kancelarije/becej/prijava-greske/projekti/"]
    assert texts(line.xpath(".//a")[0]) == "Something is missing: Projects"


def test_an_entry_with_something_in_each_section_says_of_none_that_nothing_is_entered(app):
    assert not page_of(app).page.xpath("//*[@id='bez-podataka']")


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
    day = format_day(local_day(NOW))
    assert f"Confirmed Last confirmed by the office: {day}" in main
    for label in ("Last confirmed", "Last changed", "Approved on"):
        assert page.xpath(f"string(//dt[.='{label}']/following-sibling::dd)") == day
    assert page.xpath("string(//dt[.='To be confirmed again']/following-sibling::dd)") == format_day(months_later(local_day(NOW), 6))
    assert lines_of(page) == [f"Last confirmed: {day} · Changed on: {day}"] * len(PUBLIC)


def test_what_was_never_confirmed_says_so(app):
    world = make_world(app, lambda: {"revision": publish(confirmed=["contact"], at=NOW)})
    page = world.browser().get("/kancelarije/becej/").page
    assert "Not confirmed The office has not confirmed all of this entry yet." in texts(page.xpath("//main")[0])
    day = format_day(local_day(NOW))
    assert sorted(lines_of(page)) == [
        f"Last confirmed: {day} · Changed on: {day}", *[f"Not confirmed Never confirmed · Changed on: {day}"] * (len(PUBLIC) - 1),
    ]  # fmt: skip


def lines_of(page):
    """Return the line on freshness of each section."""
    return [texts(each) for each in page.xpath(".//*[contains(@class, 'freshness')]")]


def test_a_section_says_that_it_was_confirmed_later_than_it_changed(app):
    def make():
        publish(confirmed=PUBLIC, at=NOW - timedelta(days=400))
        later = publish(confirmed=["contact"], at=NOW - timedelta(days=3), office={"about": "Drugo."})
        return {"later": later}

    page = make_world(app, make).browser().get("/kancelarije/becej/").page
    old, new = format_day(local_day(NOW - timedelta(days=400))), format_day(local_day(NOW - timedelta(days=3)))
    found = {each.get("aria-labelledby"): lines_of(each) for each in page.xpath("//section[.//p[contains(@class, 'freshness')]]")}
    assert found["kontakt-podaci"] == [f"Last confirmed: {new} · Changed on: {old}"]
    assert found["kancelarija"] == [f"Not confirmed Last confirmed: {old} · Changed on: {new}"]
    assert found["projekti"] == [f"Not confirmed Last confirmed: {old} · Changed on: {old}"]


def test_an_entry_that_is_out_of_date_says_what_to_do(app):
    world = make_world(app, lambda: {"revision": publish(confirmed=PUBLIC, at=NOW - timedelta(days=600))})
    page = world.browser().get("/kancelarije/becej/").page
    state = texts(page.xpath("//*[@class='office__state']")[0])
    assert state.startswith("Out of date Last confirmed by the office: ") and state.endswith(
        "Call the office before you rely on this entry."
    )
    assert [line.partition(" Last confirmed")[0] for line in lines_of(page)] == ["Out of date"] * len(PUBLIC)


def test_the_entry_of_a_closed_office_is_not_asked_to_be_fresh(app):
    def make():
        revision = publish(confirmed=PUBLIC, at=NOW - timedelta(days=600))
        revision.office.status = "closed"
        return {"revision": revision}

    page = make_world(app, make).browser().get("/kancelarije/becej/").page
    assert "Out of date" not in texts(page.xpath("//main")[0]) and "To be confirmed again" not in texts(page.xpath("//main")[0])


def test_the_headings_of_items_stand_one_below_that_of_their_group(app):
    page = page_of(app).page
    levels = {each.get("id").partition("-")[0]: each.tag for each in page.xpath("//*[@class='thing__title']")}
    assert levels == {"incentives": "h4", "investors": "h4", "projects": "h3"}


def test_groups_of_few_fields_and_documents_and_sites_are_tables(app):
    captions = [texts(each) for each in page_of(app).page.xpath("//table/caption")]
    assert captions == [
        "Working languages", "Team", "Strategic documents", "Incubators and clusters", "Investment sites", "Inter-municipal cooperation",
    ]  # fmt: skip


def rows_of(page, caption):
    """Return the cells of a table, those that stand below a row as one."""
    (table,) = page.xpath(f"//table[caption[normalize-space()='{caption}']]")
    return [[texts(cell) for cell in row.xpath("./th | ./td")] for row in table.xpath("./tbody/tr")]


def test_a_site_is_a_row_with_the_rest_of_it_below(app):
    page = page_of(app).page
    first, more, second = rows_of(page, "Investment sites")
    assert first == [
        "Industrijska zona SeverCadastral parcel: 4512/3", "Industrial zone", "34,5Free area (ha): 12", "Public – local government", "Free",
    ]  # fmt: skip
    assert len(more) == 1 and more[0].startswith("InfrastructureElectricityWaterAccess road Distance to a motorway (km)18")
    assert second == ["Stara ciglana", "Brownfield", "3,2", "Mixed", "Reserved"]


def test_a_table_leaves_out_the_columns_in_which_nothing_stands(app):
    paper = {**full_content()["documents"]["documents"][1], "link": ""}
    page = page_of(app, documents={"documents": [paper]}).page
    titles = page.xpath("//table[caption[normalize-space()='Strategic documents']]//th[@scope='col']")
    assert [texts(each) for each in titles] == ["Title", "Type", "Period of validity"]


def test_documents_say_whether_they_hold(app):
    items = full_content()["documents"]["documents"]
    old = {**items[0], "id": "d3", "title": "Stari plan", "start": "2010", "end": "2015"}
    page = page_of(app, documents={"documents": [*items, old]}).page
    assert [(row[0], row[2]) for row in rows_of(page, "Strategic documents")] == [
        ("Plan razvoja opštine Bečej", "2023–2030 In force"),
        ("Strategija lokalnog ekonomskog razvoja", "In preparation"),
        ("Stari plan", "2010–2015 Expired"),
    ]


def test_a_certificate_whose_day_is_over_says_so_and_leaves_the_entry_fresh(app):
    page = page_of(app, environment={"certificate_issued": "2017-03-01", "certificate_valid_to": "2020-03-01"}).page
    assert texts(page.xpath("//dt[.='Valid to']/following-sibling::dd")[0]) == "1. mart 2020. Expired"
    assert texts(page.xpath("//*[@class='office__state']")[0]).startswith("Confirmed")


@pytest.mark.parametrize(("day", "over"), [("", False), (None, False), ("soon", False), ("2026-11-19", True), ("2026-11-20", False)])
def test_a_certificate_holds_through_its_last_day(day, over):
    assert validity.is_over(day, today=date(2026, 11, 20)) is over


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


SECTION_DAYS = st.builds(
    SectionDays, st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.dates(date(2023, 1, 1), date(2026, 12, 31))
)


@given(st.fixed_dictionaries(dict.fromkeys(PUBLIC, SECTION_DAYS)), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_the_due_day_says_the_same_of_an_entry_as_its_sections(sections, today):
    due = standing.due(sections, DEFAULT)
    by_due = standing.standing_by_due(due, standing.confirmed_on(sections) is not None, DEFAULT, today=today)
    order = list(Standing)
    by_section = [standing.section_standing(key, days, DEFAULT, today=today) for key, days in sections.items()]
    assert by_due is max(by_section, key=order.index)


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
