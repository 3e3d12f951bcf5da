"""robots.txt, the description of the search, and what language models are told."""

from __future__ import annotations

import re

import pytest
from lxml import etree

BASE = "http://127.0.0.1:5000"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"

pytestmark = pytest.mark.database("sqlite")


class Robots:
    """A robots.txt as a program reads it (RFC 9309): the longest rule that matches counts."""

    def __init__(self, text):
        self.lines = [tuple(line.split(": ")) for line in text.splitlines() if line]
        self.rules = [(path, name == "Allow") for name, path in self.lines if name in ("Allow", "Disallow")]

    def may_fetch(self, path):
        matching = [(len(rule), allowed) for rule, allowed in self.rules if re.match(re.escape(rule).replace(r"\*", ".*"), path)]
        return max(matching, default=(0, True))[1]


@pytest.fixture
def robots(client):
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    return Robots(answer.text)


OPEN = (
    "/", "/kancelarije/", "/kancelarije/becej/", "/podaci/kancelarije.csv", "/static/dist/main.css", "/sitemap.xml", "/novosti.atom",
    "/kancelarije/?strana=2", "/kancelarije/?okrug=juznobacki", "/mapa/", "/uporedi/",
)  # fmt: skip
BARRED = (
    "/nalog/prijava/", "/moja-kancelarija/", "/moderacija/", "/odjava/abc/", "/potvrda/abc/", "/kancelarije/?q=becej", "/uporedi/?k=ada",
    "/kancelarije/?okrug=juznobacki&sektor=food", "/kancelarije/becej/prijava-greske/kontakt/",
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_robots_may_read_what_is_public_and_leave_the_rest_alone(robots, prefix):
    assert [path for path in OPEN if not robots.may_fetch(prefix + path)] == []
    assert [path for path in BARRED if robots.may_fetch(prefix + path)] == []


def test_robots_are_led_to_the_site_map(robots):
    assert robots.lines[0] == ("User-agent", "*") and ("Sitemap", f"{BASE}/sitemap.xml") in robots.lines


def test_whatever_needs_somebody_signed_in_is_barred_for_robots(app, robots):
    closed = [rule.rule for rule in app.url_map.iter_rules() if app.view_functions[rule.endpoint].access != "public"]
    assert closed and not [rule for rule in closed if robots.may_fetch(rule)]


@pytest.mark.parametrize(("prefix", "language"), [("", "sr-Latn"), ("/cir", "sr-Cyrl"), ("/en", "en")])
def test_each_version_describes_its_search_and_links_to_the_description(client, prefix, language):
    (link,) = client.get(f"{prefix}/").page.xpath("//head/link[@rel='search']")
    assert (link.get("href"), link.get("type")) == (f"{prefix}/opensearch.xml", "application/opensearchdescription+xml")
    answer = client.get(link.get("href"))
    assert answer.mimetype == link.get("type")
    root = etree.fromstring(answer.data)
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{OPEN_SEARCH}Url") if url.get("rel") is None}
    assert templates["text/html"] == f"{BASE}{prefix}/kancelarije/?q={{searchTerms}}"
    assert root.findtext(f"{OPEN_SEARCH}Language") == language
    for kind in ("application/x-suggestions+json", "application/atom+xml"):
        answer = client.get(templates[kind].removeprefix(BASE).replace("{searchTerms}", "bece"))
        assert (answer.status_code, answer.mimetype) == (200, kind)


@pytest.mark.parametrize(("prefix", "label"), [("", "Bečej"), ("/cir", "Бечеј")])
def test_a_browser_gets_suggestions_in_the_form_of_opensearch(client, prefix, label):
    typed, labels, hints, addresses = client.get(f"{prefix}/opensearch/predlozi.json?q=bece").json
    assert (typed, labels[0], addresses[0]) == ("bece", label, f"{BASE}{prefix}/kancelarije/becej/")
    assert len(labels) == len(hints) == len(addresses)
    assert client.get("/opensearch/predlozi.json").json == ["", [], [], []]


def test_a_district_is_suggested_as_the_directory_of_its_offices(client):
    _typed, labels, _hints, addresses = client.get("/opensearch/predlozi.json?q=juznobacki").json
    assert dict(zip(labels, addresses, strict=True))["Južnobački upravni okrug"] == f"{BASE}/kancelarije/?okrug=juznobacki"


def test_the_names_of_the_search_are_as_short_as_a_browser_wants_them(translated):
    for prefix in ("", "/cir", "/en"):
        root = etree.fromstring(translated.test_client().get(f"{prefix}/opensearch.xml").data)
        for name, most in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
            assert 0 < len(root.findtext(OPEN_SEARCH + name)) <= most, (prefix, name)


NAMED = (
    "/kancelarije/", "/mapa/", "/lokacije/", "/uporedi/", "/statistika/", "/svezina/", "/podaci/", "/podaci/recnik/", "/podaci/licenca/",
    "/api/v1/", "/api/v1/openapi.json", "/podaci/registar.json", "/podaci/podaci.zip", "/podaci/datapackage.json",
    "/podaci/dcat.jsonld", "/podaci/dcat.ttl", "/novosti.atom",
)  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/cir", "/en"])
def test_language_models_are_told_what_is_here_and_every_link_leads_there(client, prefix):
    text = client.get(f"{prefix}/llms.txt").text
    lines = text.splitlines()
    assert lines[0].startswith("# ") and lines[2].startswith("> ")
    addresses = [line.rpartition("](")[2].partition(")")[0].removeprefix(BASE) for line in lines if line.startswith("- [")]
    assert {f"{prefix}{path}" for path in NAMED} - {*addresses} == set()
    assert {address: answer.status_code for address in addresses if (answer := client.get(address)).status_code != 200} == {}
