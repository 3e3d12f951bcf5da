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
    assert render("").xpath("//link[@rel='alternate']/@href") == [f"{base}/", f"{base}/cir/", f"{base}/en/"]


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
    addresses = page.xpath("//script/@src | //img/@src | //link[@rel != 'alternate']/@href")
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
