from __future__ import annotations

import pytest

ALL = "{{ form_errors(form) }}{% for each in form %}{{ field(each) }}{% endfor %}"
EMPTY: dict[str, object] = {}


def text(found) -> str:
    return " ".join("".join(found[0].itertext()).split())


def test_each_control_has_its_label_and_its_kind(render):
    page = render(ALL)
    kinds = {control.get("name"): control.get("type", control.tag) for control in page.xpath("//main//*[@name]")}
    assert kinds == {
        "name": "text",
        "area": "text",
        "founded": "text",
        "password": "password",
        "about": "textarea",
        "note": "textarea",
        "kind": "select",
        "council": "radio",
        "services": "checkbox",
        "shown": "checkbox",
        "logo": "file",
    }


@pytest.mark.parametrize(("field", "label"), [("name", "Name"), ("area", "Area (optional)")])
def test_a_label_says_what_may_stay_empty(render, field, label):
    assert text(render(ALL, prefix="/en").xpath(f"//label[@for='{field}']")) == label


def test_a_hint_is_tied_to_its_control(render):
    page = render(ALL)
    assert page.xpath("//input[@id='name']/@aria-describedby") == ["name-hint"]
    assert text(page.xpath("//*[@id='name-hint']")) == "As in the decision."


def test_an_error_is_tied_to_its_control_beside_the_hint(render):
    page = render(ALL, EMPTY, prefix="/en")
    assert page.xpath("//input[@id='name']/@aria-describedby") == ["name-hint name-error"]
    assert text(page.xpath("//*[@id='name-error']")) == "Error: Enter the name."


def test_the_summary_links_to_each_control_that_has_an_error(render):
    page = render(ALL, {"kind": ""}, prefix="/en")
    links = page.xpath("//*[@class='govuk-error-summary']//a")
    assert [(link.get("href"), link.text) for link in links] == [
        ("#name", "Enter the name."),
        ("#founded", "Enter the year."),
        ("#council", "Choose yes or no."),
    ]
    assert all(page.xpath(f"//input[@id='{link.get('href')[1:]}']") for link in links)


def test_the_title_says_first_that_there_is_an_error(render):
    assert render(ALL, prefix="/en").xpath("string(//title)").startswith("Sample – ")
    assert render(ALL, EMPTY, prefix="/en").xpath("string(//title)").startswith("Error: Sample – ")


def test_what_was_typed_is_shown_again_even_where_it_is_wrong(render):
    page = render(ALL, {"name": "Ler <b>", "founded": "two thousand", "about": "a\nb", "kind": "b", "council": "n", "services": "2"})
    assert page.xpath("//input[@id='name']/@value") == ["Ler <b>"]
    assert page.xpath("//input[@id='founded']/@value") == ["two thousand"]
    assert page.xpath("//textarea[@id='about']/text()") == ["a\nb"]
    assert page.xpath("//option[@selected]/@value") == ["b"]
    assert page.xpath("//input[@checked]/@value") == ["n", "2"]


def test_a_password_is_never_shown_again(render):
    page = render(ALL, {"password": "correct horse"})
    assert page.xpath("//input[@id='password']/@value") == []
    assert page.xpath("//input[@id='password']/@autocomplete") == ["new-password"]


def test_the_attributes_of_a_field_reach_its_control(render):
    page = render(ALL)
    area = page.xpath("//input[@id='area']")[0]
    assert {name: area.get(name) for name in ("inputmode", "autocomplete", "class")} == {
        "inputmode": "decimal",
        "autocomplete": "off",
        "class": "govuk-input govuk-input--width-5",
    }
    assert text(page.xpath("//*[@class='govuk-input__suffix']")) == "ha"
    assert page.xpath("//textarea[@id='about']/@spellcheck") == ["true"]
    assert page.xpath("//textarea[@id='note']/@rows") == ["2"]
    assert page.xpath("//input[@id='logo']/@accept") == [".png"]


def test_the_count_of_characters_speaks_the_readers_language_in_each_plural(render):
    counter = render(ALL, prefix="/en").xpath("//*[@data-module='govuk-character-count']")[0]
    said = {name.removeprefix("data-i18n."): value for name, value in counter.attrib.items() if name.startswith("data-i18n.")}
    assert said == {
        "characters-under-limit.one": "You have %{count} character left",
        "characters-under-limit.few": "You have %{count} characters left",
        "characters-under-limit.other": "You have %{count} characters left",
        "characters-at-limit": "You have no characters left",
        "characters-over-limit.one": "You have %{count} character too many",
        "characters-over-limit.few": "You have %{count} characters too many",
        "characters-over-limit.other": "You have %{count} characters too many",
    }


def test_a_form_carries_its_token_and_a_button_that_cannot_be_pressed_twice(render):
    page = render('<form method="post">{{ csrf() }}{{ submit("Save", name="verb", value="save", secondary=True) }}</form>')
    assert page.xpath("//input[@name='csrf_token']/@value") != [""]
    button = page.xpath("//main//button")[0]
    assert (button.get("name"), button.get("value"), button.get("data-prevent-double-click")) == ("verb", "save", "true")
    assert "govuk-button--secondary" in button.get("class")
