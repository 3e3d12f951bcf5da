from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Browser, Page, expect
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ledportal.access import public
from ledportal.forms import Form
from ledportal.script import search_text
from tests.browser import barriers, chromium, served
from tests.databases import make_app

pytestmark = pytest.mark.browser

PLACES = {
    "ada": ("Ada", "Ада"),
    "becej": ("Bečej", "Бечеј"),
    "indjija": ("Inđija", "Инђија"),
    "indjic": ("Inđić", "Инђић"),
    "ub": ("Ub", "Уб"),
}
TEMPLATE = """{% extends "layout.html" %}
{% from "components/forms.html" import field, submit with context %}
{% block title %}Places{% endblock %}
{% block main %}<h1 class="govuk-heading-l">Places</h1>
<form>{{ field(form.place) }}{{ field(form.plain) }}
<div data-group><div data-items></div>
<template><div data-item><span data-number></span><label for="g-__index__">Item</label>
<select id="g-__index__" class="govuk-select" name="g-__index__" data-autocomplete
  data-found="{count}" data-nothing="-"><option>Ada</option></select>
<button type="button" data-remove value="__index__">Remove</button></div></template>
<button type="button" class="govuk-button govuk-button--secondary" data-add>Add</button></div>
{{ submit("Save") }}</form>{% endblock %}"""


HEAR = """window.heard = [];
for (const name of ["input", "change"]) document.forms[0].addEventListener(name, (event) => heard.push(`${name} ${event.target.name}`));"""


def options() -> list[SelectChoice]:
    named = [SelectChoice(code, names[0], render_kw={"data-search": search_text(*names)}) for code, names in PLACES.items()]
    return [SelectChoice("", ""), *named]


class PlaceForm(Form):
    place = SelectField(
        "Place",
        choices=options(),
        render_kw={"data-autocomplete": "", "data-found": "Found: {count}.", "data-nothing": "Nothing found."},
    )
    plain = SelectField(
        "Plain",
        choices=[SelectChoice("", ""), SelectChoice("i", "Инђија")],
        render_kw={"data-autocomplete": "", "data-found": "{count}", "data-nothing": "-"},
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app: Flask = make_app("sqlite://", tmp_path_factory.mktemp("served"), SAMPLE_DATA=True)

    @app.route("/places/")
    @public
    def places() -> str:
        return render_template_string(TEMPLATE, form=PlaceForm())

    with served(app) as base:
        yield f"{base}/places/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_page() as opened:
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.goto(address)
        yield opened
        assert said == []


def expect_offered(page: Page, *names: str) -> None:
    expect(page.locator("#place-list [role=option]")).to_have_text(list(names))


def expect_chosen(page: Page, code: str) -> None:
    expect(page.locator("select[name=place]")).to_have_value(code)


@pytest.mark.parametrize("typed", ["Inđ", "INĐ", "indj", "ind", "Инђ", "инђ"])
def test_a_place_is_found_in_either_script_with_or_without_diacritics(page, typed):
    page.fill("#place", typed)
    expect_offered(page, "Inđija", "Inđić")


@pytest.mark.parametrize("typed", ["Indija", "Inđija", "Indjija", "инђија"])
def test_an_option_without_search_text_is_found_just_the_same(page, typed):
    page.fill("#plain", typed)
    page.keyboard.press("Tab")
    expect(page.locator("select[name=plain]")).to_have_value("i")


@pytest.mark.parametrize("typed", ["Bečej", "becej", "БЕЧ", "b"])
def test_a_letter_counts_without_its_mark(page, typed):
    page.fill("#place", typed)
    expect_offered(page, "Bečej")


def test_the_list_bears_the_name_of_the_field(page):
    page.fill("#place", "b")
    expect(page.get_by_role("listbox", name="Place")).to_be_visible()


def test_the_arrows_go_round_and_enter_chooses(page):
    field = page.get_by_role("combobox", name="Place")
    field.fill("ind")
    field.press("ArrowUp")
    expect(page.locator("#place-list [aria-selected=true]")).to_have_text("Inđić")
    expect(field).to_have_attribute("aria-activedescendant", "place-list-1")
    field.press("ArrowDown")
    expect(page.locator("#place-list [aria-selected=true]")).to_have_text("Inđija")
    field.press("Enter")
    expect_chosen(page, "indjija")
    expect(field).to_have_value("Inđija")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert page.url.endswith("/places/")


def test_a_click_chooses_and_tells_the_form(page):
    page.evaluate(HEAR)
    page.fill("#place", "u")
    page.get_by_role("option", name="Ub").click()
    expect_chosen(page, "ub")
    expect(page.locator("#place")).to_have_value("Ub")
    assert page.evaluate("heard").count("input place") == 1


def test_the_number_found_is_announced(page):
    page.fill("#place", "ind")
    status = page.locator(".typed__status").first
    expect(status).to_have_text("Found: 2.")
    expect(status).to_have_role("status")


def test_nothing_found_is_there_to_see_and_takes_the_choice_back(page):
    page.fill("#place", "ub")
    page.keyboard.press("Tab")
    expect_chosen(page, "ub")
    page.fill("#place", "qqq")
    expect(page.locator(".typed__status").first).to_have_text("Nothing found.")
    expect(page.locator(".typed__status").first).to_have_class("typed__status")
    page.keyboard.press("Tab")
    expect_chosen(page, "")


def test_several_matches_choose_nothing_by_themselves(page):
    page.fill("#place", "ind")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Place")).not_to_be_focused()
    expect_chosen(page, "")


def test_escape_shuts_the_list_and_keeps_what_is_typed(page):
    field = page.get_by_role("combobox", name="Place")
    field.fill("ind")
    field.press("Escape")
    expect(page.locator("#place-list")).to_be_hidden()
    expect(field).to_have_value("ind")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_going_back_shows_the_place_that_was_chosen(page, address):
    page.fill("#place", "ub")
    page.keyboard.press("Tab")
    page.goto(address + "?again")
    page.go_back()
    page.wait_for_function("(document.querySelector('select[name=place]').value === 'ub') === (document.getElementById('place').value === 'Ub')")


def test_a_field_in_an_added_item_is_made_one_too(page):
    page.get_by_role("button", name="Add").click()
    item = page.get_by_role("combobox", name="Item")
    expect(item).to_have_value("Ada")
    item.fill("ad")
    expect(page.locator("#g-0-list [role=option]")).to_have_text(["Ada"])


def test_axe_finds_nothing_with_the_list_open(page):
    page.fill("#place", "ind")
    page.keyboard.press("ArrowDown")
    assert barriers(page) == []


def test_without_scripts_the_select_stays(browser, address):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_label("Place").select_option("Bečej")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**place=becej**")
