"""The form of a section, built from the declaration, and what is read back from it."""

from __future__ import annotations

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict

from ledportal.offices import controls, typed
from ledportal.offices.content import canonical_section, empty_section
from ledportal.offices.forms import SectionForm
from ledportal.offices.kinds import HARD_LIMIT
from ledportal.offices.profile import BY_KEY, CONTACT, DOCUMENTS, ENVIRONMENT, OFFICE, SECTIONS, SERVICES, SITES
from tests.client import check_page, form_values
from tests.databases import make_app
from tests.factories import full_content

FILE = "a" * 32
PAGE = """{% extends "layout.html" %}{% from "offices/controls.html" import section_form with context %}
{% block title %}Form{% endblock %}{% block main %}<h1>Form</h1>{% call section_form() %}{% endcall %}{% endblock %}"""


@pytest.fixture(scope="module")
def bare_app(tmp_path_factory):
    return make_app("sqlite://", tmp_path_factory.mktemp("bare"))


@pytest.fixture(params=["", "/cir", "/en"])
def prefix(request):
    return request.param


def render(app, section, values, prefix="", **form):
    locale = {"ledportal.locale": {"": "sr_Latn", "/cir": "sr_Cyrl", "/en": "en"}[prefix]}
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": prefix, **locale}):
        shared = {"comments": {}, "revision": None, "url": "/", "seen": "", "section": section}
        return check_page(render_template_string(PAGE, form=SectionForm(section, values, **form), **shared))


def read_back(section, page):
    sent = MultiDict(form_values(page.xpath("//main//form")[0]))
    return canonical_section(section, typed.read(section, sent))


def sent(**values):
    return MultiDict(values)


@pytest.mark.parametrize("key", BY_KEY)
def test_what_stands_in_the_form_is_what_is_stored(bare_app, prefix, key):
    content = full_content(office={"logo": [FILE], "tax_number": "101134702"})
    content["documents"]["documents"][0]["file"] = [FILE]
    content["sites"]["sites"][0]["photos"] = [FILE, "b" * 32]
    assert read_back(BY_KEY[key], render(bare_app, BY_KEY[key], content[key], prefix)) == content[key]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_an_empty_form_holds_nothing(bare_app, section):
    assert read_back(section, render(bare_app, section, empty_section(section))) == empty_section(section)


def test_mistakes_stay_as_they_were_typed(bare_app):
    values = full_content()["contact"] | {"phone": "nemamo", "email": "ler@", "postcode": "9"}
    assert read_back(CONTACT, render(bare_app, CONTACT, values)) == values


@pytest.mark.parametrize(
    ("section", "name", "kind"),
    [
        (OFFICE, "name", "text"), (OFFICE, "form", "select"), (OFFICE, "about", "textarea"), (OFFICE, "logo-upload", "file"),
        (CONTACT, "email", "email"), (CONTACT, "phone", "tel"), (CONTACT, "mobile_public", "checkbox"),
        (ENVIRONMENT, "business_council", "radio"), (ENVIRONMENT, "certificate", "select"), (ENVIRONMENT, "sectors", "checkbox"),
        (SITES, "sites-0-type", "radio"), (SITES, "sites-0-photos-upload", "file"),
    ],
)  # fmt: skip
def test_each_kind_of_field_has_its_control(bare_app, section, name, kind):
    control = render(bare_app, section, full_content()[section.key]).xpath(f"//main//*[@name='{name}']")[0]
    assert control.get("type", control.tag) == kind


def test_a_choice_that_may_stay_open_can_be_taken_back(bare_app):
    page = render(bare_app, ENVIRONMENT, full_content()["environment"])
    assert page.xpath("//input[@name='free_zone']/@value") == ["yes", "no", ""]
    assert page.xpath("//input[@name='business_council']/@value") == ["yes", "no"]


def test_the_form_says_what_is_not_public(bare_app):
    page = render(bare_app, CONTACT, full_content()["contact"], "/en")
    assert "Not public" in page.xpath("string(//*[@id='reminder_email-hint'])")
    assert page.xpath("normalize-space(//*[@id='mobile-hint'])") == "Public only if you tick the box below"


def test_a_text_in_english_says_so(bare_app):
    page = render(bare_app, OFFICE, full_content()["office"])
    assert [page.xpath(f"string(//*[@id='{name}']/@lang)") for name in ("name", "name_en", "about_en")] == ["", "en", "en"]


def test_a_field_that_may_be_asked_for_is_not_called_optional(bare_app):
    page = render(bare_app, DOCUMENTS, full_content()["documents"], "/en")
    labels = {name: page.xpath(f"normalize-space(//label[@for='documents-0-{name}'])") for name in ("title", "start", "adopted")}
    assert labels == {"title": "Title", "start": "Valid from (year)", "adopted": "Adopted on (optional)"}


def test_the_items_of_a_group_keep_their_order_over_gaps():
    form = sent(**{"team-7-name": "Treći", "team-0-name": "Prvi", "team-3-name": "Drugi", "team-3-id": "b"})
    assert [(each["name"], each["index"]) for each in typed.read(CONTACT, form)["team"]] == [("Prvi", 0), ("Drugi", 3), ("Treći", 7)]


def test_an_item_keeps_its_id_and_a_stranger_gets_one():
    form = sent(**{f"team-{index}-id": each for index, each in enumerate(["t1", "", "t1", "../x", "a.b", "x" * 33])})
    ids = [each["id"] for each in typed.read(CONTACT, form)["team"]]
    assert ids[0] == "t1" and len(set(ids)) == 6 and all(typed.ITEM_ID.fullmatch(each) for each in ids)


def test_the_item_to_be_removed_is_not_read():
    form = sent(**{"team-0-name": "Prvi", "team-1-name": "Drugi"})
    assert [each["name"] for each in typed.read(CONTACT, form, without="team-0")["team"]] == ["Drugi"]


@pytest.mark.parametrize("name", ["team-²-name", "team--1-name", "team-1", "team-12345678-name", "Team-1-name", "team-١-name"])
def test_a_strange_name_makes_no_item(name):
    assert typed.read(CONTACT, sent(**{name: "x"}))["team"] == []


def test_a_file_is_taken_out_by_its_box():
    form = MultiDict([("logo", FILE), ("logo", "b" * 32), ("logo-remove", FILE)])
    assert typed.read(OFFICE, form)["logo"] == ["b" * 32]


@pytest.mark.parametrize(
    ("section", "values", "expected"),
    [
        (OFFICE, {"about": "x" * HARD_LIMIT}, False),
        (OFFICE, {"about": "x" * (HARD_LIMIT + 1)}, True),
        (OFFICE, {"form": "castle"}, True),
        (SERVICES, {"services": ["advice", "magic"]}, True),
        (CONTACT, {"team": [{"id": str(each), "name": "x"} for each in range(30)]}, False),
        (CONTACT, {"team": [{"id": str(each), "name": "x"} for each in range(31)]}, True),
        (OFFICE, {"languages": [{"id": "1", "language": "elvish"}]}, True),
    ],
)
def test_a_draft_keeps_mistakes_but_not_everything(section, values, expected):
    assert typed.is_too_much(section, canonical_section(section, values)) is expected


def test_no_more_items_are_read_than_a_page_can_hold():
    form = sent(**{f"team-{index}-name": "x" for index in range(2000)})
    assert len(typed.read(CONTACT, form)["team"]) == typed.MOST_ITEMS


def test_no_field_has_the_name_of_an_item_or_of_a_button():
    taken = {"seen", "save", "save_and_next", "add", "remove", "csrf_token", "id", "index", "main"}
    for section in SECTIONS:
        keys = [part.key for part in section.parts]
        assert not taken & set(keys) and len(keys) == len(set(keys))
        assert not any(taken & {spec.key for spec in group.fields} for group in section.groups)
        assert not any("-" in controls.name_of(spec).removesuffix(controls.UPLOAD) for group in section.groups for spec in group.fields)
