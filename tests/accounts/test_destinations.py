"""Nobody is led to another site: each address is read as browsers read it (WHATWG URL)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledportal import clock
from ledportal.accounts.destinations import LONGEST, safe_path
from ledportal.accounts.models import OneTimeToken
from ledportal.extensions import db
from tests.accounts.steps import PASSWORD, SIGN_IN, flow, person, sign_in

EMAIL = "mira@becej.rs"
OURS = ("/", "/nalog/", "/kancelarije/?q=ada&strana=2", "/cir/kancelarije/bečej/", "/a#//evil.example", "/?next=//evil.example", "/.//a")
THEIRS = (
    "", None, "nalog/", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "/\x00/evil.example", "/\x1f/evil.example",
    "/\x7f/evil.example", "/\x85/evil.example", "/\u2028/evil.example", "/\u200b/evil.example", "/\ufeff/evil.example", "/\ud800",
    "http://evil.example", "https:evil.example", "javascript:alert(1)", "data:text/html,x", "%2F%2Fevil.example", "/%5Cevil.example\\",
    "/a\r\nSet-Cookie: x=y", "／／evil.example", "/" + "a" * LONGEST,
)  # fmt: skip


def place_in_a_browser(address: str) -> tuple[str, str]:
    """Return the scheme and host to which a browser at https://ours.example goes: tabs and line ends dropped, backslashes turned."""
    text = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if text.startswith("//"):
        return "https", re.split(r"[/?#]", text.lstrip("/"))[0]
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
        return urlsplit(text).scheme, urlsplit(text).netloc
    return "https", "ours.example"


@pytest.mark.parametrize("text", OURS)
def test_a_path_of_this_site_is_taken(text):
    assert safe_path(text) == text


@pytest.mark.parametrize("text", THEIRS, ids=ascii)
def test_what_leads_away_is_not_taken(text):
    assert safe_path(text) is None


@given(st.text(alphabet=st.one_of(st.sampled_from("/\\\t\n\r :.@?#%evil\x00\x0b\x7f\x85\u2028"), st.characters()), max_size=20))
@example("/\\/x")
@example("/\t/x")
def test_whatever_is_taken_stays_on_this_site_in_every_browser(text):
    for candidate in (text, "/" + text, "//" + text, "/\t/" + text):
        taken = safe_path(candidate)
        assert taken is None or (taken == candidate and place_in_a_browser(taken) == ("https", "ours.example"))


@pytest.mark.parametrize("text", [each for each in THEIRS if each and "\x00" not in each and "\ud800" not in each], ids=ascii)
def test_signing_in_leads_to_ones_own_page_instead(app, text):
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()
    browser = app.test_client()
    assert flow(browser.send(SIGN_IN, {"email": EMAIL, "password": PASSWORD, "next": text})) == (303, "/moja-kancelarija/")
    assert flow(browser.get(SIGN_IN, query_string={"next": text})) == (303, "/moja-kancelarija/")


def test_the_second_step_leads_to_no_other_site_either(app, client):
    with app.app_context():
        person(email=EMAIL, totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", totp_enabled_at=clock.now())
        db.session.commit()
    sign_in(client, EMAIL)
    client.send(SIGN_IN, {"email": EMAIL, "password": PASSWORD, "next": "//evil.example"})
    with app.app_context():
        assert [each.data for each in db.session.query(OneTimeToken)] == [{"next": None}] * 2
