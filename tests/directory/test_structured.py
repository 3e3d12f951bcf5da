"""What search engines and messengers are told of an office."""

from __future__ import annotations

import json

import pytest

from ledportal import clock
from tests.directory.entries import PUBLIC, publish
from tests.factories import office
from tests.people import make_world

NOW = clock.now()
BASE = "http://127.0.0.1:5000"
LOGO = "a" * 32
ENGLISH = {"name_en": "Development Office", "about_en": "We help.", "parent_unit": "Odeljenje za privredu", "logo": [LOGO]}


def page_of(app, path="/kancelarije/becej/", **sections):
    world = make_world(app, lambda: {"revision": publish(confirmed=PUBLIC, at=NOW, **sections)})
    return world.browser().get(path).page


def data_of(page):
    (block,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(block.text)


def meta(page):
    return {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}


def test_an_office_is_described_in_the_words_of_schema_org(app):
    assert data_of(page_of(app, office=ENGLISH, contact={"website": "https://ler.example.org"})) == {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "@id": f"{BASE}/kancelarije/becej/",
        "url": f"{BASE}/kancelarije/becej/",
        "name": "Kancelarija za lokalni ekonomski razvoj",
        "description": "Pomažemo privredi i ulagačima.",
        "telephone": "+381216912345",
        "email": "ler@example.org",
        "address": {
            "@type": "PostalAddress", "streetAddress": "Trg oslobođenja 2", "postalCode": "21220", "addressLocality": "Bečej",
            "addressCountry": "RS",
        },
        "areaServed": {
            "@type": "AdministrativeArea", "name": "Bečej",
            "containedInPlace": {"@type": "AdministrativeArea", "name": "Južnobački upravni okrug"},
        },
        "parentOrganization": {
            "@type": "GovernmentOrganization", "name": "Odeljenje za privredu",
            "parentOrganization": {"@type": "GovernmentOrganization", "name": "Municipality of Bečej"},
        },
        "foundingDate": "2008",
        "sameAs": "https://ler.example.org",
        "logo": f"{BASE}/prilozi/{LOGO}",
    }  # fmt: skip


def test_each_version_describes_the_same_office_in_its_own_words(app):
    english = data_of(page_of(app, "/en/kancelarije/becej/", office=ENGLISH))
    assert (english["name"], english["description"], english["url"]) == ("Development Office", "We help.", f"{BASE}/en/kancelarije/becej/")
    cyrillic = app.test_client().get("/cir/kancelarije/becej/").page
    assert data_of(cyrillic)["address"]["addressLocality"] == "Бечеј"
    assert data_of(cyrillic)["@id"] == english["@id"]


def test_what_is_empty_is_left_out(app):
    found = data_of(page_of(app))
    assert set(found) & {"logo", "sameAs"} == set() and found["parentOrganization"]["name"] == "Municipality of Bečej"


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "a\"b'c&d\u2028e"])
def test_no_text_ends_the_block_of_data(app, text):
    page = page_of(app, office={"about": text})
    assert data_of(page)["description"] == text
    assert len(page.xpath("//script")) == 2 and page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []


def test_a_messenger_is_told_the_offices_name_and_what_is_there(app):
    found = meta(page_of(app))
    assert found["og:title"] == "Bečej: Kancelarija za lokalni ekonomski razvoj"
    assert found["og:description"].startswith("Bečej – Kancelarija za lokalni ekonomski razvoj.")
    assert found["og:url"] == f"{BASE}/kancelarije/becej/"


def test_a_name_with_signs_of_markup_is_passed_on_as_it_is(app):
    assert meta(page_of(app, office={"name": "Razvoj <i>& rast"}))["og:title"] == "Bečej: Razvoj <i>& rast"


def test_an_office_that_is_gone_is_no_office_to_call(app):
    def make():
        publish(at=NOW)
        office().status = "closed"
        return {"office": office()}

    page = make_world(app, make).browser().get("/kancelarije/becej/").page
    assert page.xpath("//script[@type='application/ld+json']") == []
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/kancelarije/becej/"]
    assert page.xpath("//meta[@name='robots']") == []
