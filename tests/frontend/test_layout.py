from __future__ import annotations

import pytest
from flask import render_template

from tests.client import check_page


@pytest.mark.parametrize(("prefix", "lang"), [("", "sr-Latn"), ("/cir", "sr-Cyrl"), ("/en", "en")])
def test_a_page_says_its_language_and_links_to_the_others(render, prefix, lang):
    page = render("", prefix=prefix)
    assert page.get("lang") == lang
    links = page.xpath("//ul[@class='languages']//a")
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [("sr-Latn", "/"), ("sr-Cyrl", "/cir/"), ("en", "/en/")]
    assert [link.get("hreflang") for link in links if link.get("aria-current")] == [lang]


def test_search_engines_get_whole_addresses_of_the_versions(render, bare_app):
    base = bare_app.config["BASE_URL"]
    found = [(link.get("hreflang"), link.get("href")) for link in render("").xpath("//link[@rel='alternate'][@hreflang]")]
    assert found == [("sr-Latn", f"{base}/"), ("sr-Cyrl", f"{base}/cir/"), ("en", f"{base}/en/"), ("x-default", f"{base}/")]


@pytest.mark.parametrize(("prefix", "locale", "other"), [("", "sr_RS", "en_GB"), ("/cir", "sr_RS", "en_GB"), ("/en", "en_GB", "sr_RS")])
def test_a_page_has_one_address_by_which_it_is_passed_on(render, bare_app, prefix, locale, other):
    page, base = render("", prefix=prefix), bare_app.config["BASE_URL"]
    said = {each.get("property"): each.get("content") for each in page.xpath("//meta[starts-with(@property, 'og:')]")}
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{base}{prefix}/"] == [said["og:url"]]
    assert said["og:title"] == "Sample"
    assert (said["og:locale"], said["og:locale:alternate"]) == (locale, other)
    assert said["og:image"].startswith(f"{base}/static/dist/share.")


def test_only_what_a_view_names_of_the_query_makes_another_address(bare_app):
    values = {"heading": "", "text": "", "request_id": "", "status": 200}
    with bare_app.test_request_context("/kancelarije/?q=a&utm=b"):
        page = check_page(render_template("directory/about.html", canonical_query="q=a", **values))
    base = bare_app.config["BASE_URL"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{base}/kancelarije/?q=a"]
    assert page.xpath("//link[@hreflang='en']/@href") == [f"{base}/en/kancelarije/?q=a"]


@pytest.mark.parametrize("path", ["/moderacija/", "/odjava/abc/"])
def test_what_is_not_for_everybody_or_opened_by_a_link_of_ones_own_is_passed_on_to_nobody(bare_app, path):
    with bare_app.test_request_context(path):
        page = check_page(render_template("directory/about.html"))
    assert page.xpath("//link[@rel='canonical' or @hreflang] | //meta[starts-with(@property, 'og:u')]") == []
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_links_of_a_page_stay_in_its_version(render):
    page = render("", prefix="/cir")
    assert page.xpath("//a[@class='wordmark']/@href") == ["/cir/"]
    assert all(address.startswith("/cir/") for address in page.xpath("//footer//a/@href | //nav[@class='nav']//a/@href"))


def test_the_skip_link_leads_to_the_content(render):
    page = render("")
    assert page.xpath("//body/a[1]/@href") == ["#main"]
    assert page.xpath("//main/@id") == ["main"]


def test_a_page_asks_no_other_site_and_has_no_code_of_its_own(render):
    page = render("")
    addresses = page.xpath("//script/@src | //img/@src | //link[@rel != 'alternate' and @rel != 'canonical' and @rel != 'search']/@href")
    assert all(address.startswith("/static/dist/") for address in addresses)
    assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("sample", [True, False])
def test_sample_data_is_said_to_be_one_on_every_page(render, bare_app, monkeypatch, sample):
    monkeypatch.setitem(bare_app.config, "SAMPLE_DATA", sample)
    assert bool(render("").xpath("//*[@class='sample']")) is sample


def test_an_error_page_says_what_to_do_and_its_number(bare_app):
    values = {"heading": "Page not found", "text": "Check the address.", "request_id": "f00d", "status": 404}
    with bare_app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/en", "ledportal.locale": "en"}):
        page = check_page(render_template("errors/error.html", **values))
    assert page.xpath("string(//h1)") == "Page not found"
    assert page.xpath("//main/p[1]/text()") == ["Check the address."]
    assert page.xpath("//main//a/@href") == ["/en/"]
    assert page.xpath("//code/text()") == ["f00d"]
