"""Odd input to every address, parameter and form: an answer below 500, and nothing of it in the database that it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import product
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from werkzeug.routing import Rule

from tests.client import Client, form_values
from tests.contracts.site import ADMINISTRATOR, MEMBER, ROLES, VISITOR, Site, shared_site

LONG = "ž" * 30_000
ODD_TEXT = (
    "", " ", "\x00", "a\x00b", "\ud800", "\x1b[31m\r\nX: y", "'\";--", "<script>alert(1)</script>", "../../etc/passwd", "%", "_", "\\",
    "-1", "0", "1e9", "NaN", "2147483648", "9223372036854775808", "18446744073709551616", "١٢٣", "{{ 7*7 }}", "%(name)s", "{0}",
    "\u202eabc", "[1]", '{"a": 1}', "true", LONG,
)  # fmt: skip
TEN_MEGABYTES = "x" * 10_000_000
PARAMETERS = (
    "q",
    "strana",
    "okrug",
    "region",
    "opstina",
    "stanje",
    "potvrda",
    "next",
    "osnova",
    "potpuno",
    "sve",
    "prikaz",
    "view",
    "status",
    "state",
    "k",
    "dodaj",
    "razlike",
    "vrsta",
    "povrsina",
    "oprema",
    "vlasnistvo",
    "potvrdjeno",
    "poredak",
    "kod",
    "izbor",
    "ciklus",
    "kind",
    "wish",
    "sheet",
    "start",
    "script",
)
QUICK = (*ODD_TEXT[2:6], *ODD_TEXT[-3:-1])
"""Enough for what is slow: a sample of each kind of odd text, none of them long."""

ENOUGH = (*QUICK, LONG)

FOR_DATABASES = ("\x00", "9223372036854775808", "\ud800")
"""What one of the databases refuses by itself: a character, a number, half a character."""


@pytest.fixture
def site(app) -> Site:
    return shared_site(app)


@cache
def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def is_answered(response: Any) -> bool:
    return 200 <= response.status_code < 500


def as_id(text: str) -> str:
    return text if text in ROLES else ascii(text[:12])


def asking(site: Site, role: str) -> Callable[[str], Any]:
    """Return what asks for addresses as somebody does; a client that keeps cookies reads each address twice, and these are long."""
    cookie = site.browser(role).get_cookie("session")
    browser = site.app.test_client(use_cookies=False)
    browser.checks, browser.buffers = False, True
    return partial(browser.get, headers={"Cookie": f"session={cookie.value}"} if cookie else {})


def forms(browser: Client, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the address and the values of each form that a role finds on the site."""
    for rule in site.rules("GET"):
        url = site.url(rule)
        page = getattr(browser.get(url), "page", None)
        for form in [] if page is None else page.xpath("//form[@method='post']"):
            action = form.get("action") or url
            buttons = {each.get("name"): each.get("value", "") for each in form.xpath(".//button[@name]")}
            if not any(word in action for word in ("odjava", "brisanje")):
                yield action, buttons | form_values(form)


@pytest.mark.parametrize("text", ODD_TEXT, ids=as_id)
def test_odd_parts_of_an_address(site, text):
    browser, get = site.browser(ADMINISTRATOR), asking(site, ADMINISTRATOR)
    browser.checks = False
    for rule in site.rules("GET", "POST"):
        for name in sorted(rule.arguments):
            before, _, after = site.url(rule).partition(str(site.values.get(f"{rule.endpoint}:{name}", site.values.get(name))))
            url = f"{before}{encoded(text)[:60_000]}{after}"
            for ask in (get, browser.send) if text in QUICK else (get,):
                assert is_answered(ask(url)), (rule.endpoint, name)


@pytest.mark.every_database
def test_odd_parts_of_an_address_that_the_databases_take_differently(site):
    for text in FOR_DATABASES:
        test_odd_parts_of_an_address(site, text)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("text", FOR_DATABASES, ids=as_id)
def test_odd_parameters_that_the_databases_take_differently(site, text):
    test_odd_parameters(site, ADMINISTRATOR, text)


@pytest.mark.database("postgresql")
@pytest.mark.parametrize(
    ("role", "text"), [*product([VISITOR], ODD_TEXT), *product([ADMINISTRATOR], dict.fromkeys([*ENOUGH, *FOR_DATABASES]))], ids=as_id
)
def test_odd_parameters(site, role, text):
    ask = asking(site, role)
    query = "&".join(f"{name}={encoded(text)[:3000]}&{name}[]=1&{name}=" for name in PARAMETERS)
    for rule in site.rules("GET") if role != VISITOR else asked_by_visitors(site, text):
        assert is_answered(ask(f"{site.url(rule)}?{query}")), rule.endpoint


@pytest.mark.takes_long
@pytest.mark.database("postgresql")
@pytest.mark.parametrize("role", [VISITOR, MEMBER, ADMINISTRATOR])
def test_odd_values_in_each_field_of_each_form(site, role):
    browser = site.browser(role)
    found = list(forms(browser, site))
    assert found
    browser.checks = role == VISITOR
    for action, values in found:
        for text in QUICK:
            assert is_answered(send(browser, action, dict.fromkeys(values, text) | {"csrf_token": browser.token()})), (action, text)
        for name in read_apart(values):
            for text in (LONG, "[1]"):
                assert is_answered(send(browser, action, values | {name: text})), (action, name)
        assert is_answered(browser.post(action, data=b"\xff\xfe=\x80", content_type="application/x-www-form-urlencoded"))
        assert is_answered(browser.post(action, json={"csrf_token": browser.token(), "name": [1, None]}))


def asked_by_visitors(site: Site, text: str) -> list[Rule]:
    """Return the public pages, and of the others, from which the same code leads to signing in, one for what takes long."""
    pages: dict[bool, list[Rule]] = {True: [], False: []}
    for rule in site.rules("GET"):
        pages[site.app.view_functions[rule.endpoint].access == "public"].append(rule)
    return pages[True] + pages[False][: None if text in QUICK else 1]


def read_apart(values: dict[str, Any]) -> Iterable[str]:
    """Return the names of a form's fields; of the comments on a section's fields one, since the same code reads all of them."""
    return {name.partition(".")[0]: name for name in values}.values()


def send(browser: Client, action: str, values: dict[str, Any]) -> Any:
    body = "&".join(f"{encoded(name)}={encoded(_first(value))}" for name, value in values.items())
    return browser.post(action, data=body, content_type="application/x-www-form-urlencoded")


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("role", [VISITOR, MEMBER])
def test_ten_megabytes_in_a_field_are_refused_in_plain_words(site, role):
    browser = site.browser(role)
    seen = set()
    for action, values in forms(browser, site):
        path = urlsplit(action).path
        if path in seen:
            continue
        seen.add(path)
        name = next((each for each in values if each not in {"csrf_token", "verb", "version"}), "name")
        response = browser.post(action, data={"csrf_token": browser.token(), name: TEN_MEGABYTES})
        assert response.status_code == 413 and response.page.xpath("//h1"), action
    assert seen


def test_too_large_a_body_is_refused_before_it_is_read(site):
    browser = site.browser(MEMBER)
    response = browser.post("/moja-kancelarija/preuzimanje/", data=b"x", environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)})
    assert response.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost:99999"},
        {"Host": ""},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "1.2.3.4"},
        {"Forwarded": "host=evil.example"},
    ],
    ids=str,
)
def test_forged_hosts_have_no_effect(site, headers):
    response = site.browser(VISITOR).get("/", headers=headers)
    assert response.status_code in {200, 400}
    assert "//evil" not in response.text


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_nobody_is_led_to_another_site(site, wanted):
    browser = site.browser(MEMBER)
    response = browser.get("/nalog/prijava/", query_string={"next": wanted})
    assert response.headers["Location"] == "/moja-kancelarija/"
