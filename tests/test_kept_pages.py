"""What a kept page answers, for any body and any header. Pure."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledportal.directory_day import DirectoryDay
from ledportal.kept_pages import OVERHEAD, SHORTEST, make_page, takes_gzip

DIRECTORY_DAY = DirectoryDay(7, date(2027, 3, 10))
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "1"), ("Vary", "Accept-Encoding"), ("X-Frame-Options", "DENY")]


def ask(page, method="GET", **environ):
    """Return an answer's status, headers and body."""
    started = []
    body = page.answer({"REQUEST_METHOD": method, **environ}, lambda *given: started.extend(given))
    return started[0], dict(started[1]), b"".join(body), [name for name, _value in started[1]]


@given(st.binary(max_size=3000), st.sampled_from(["", "gzip", "br, gzip;q=0.5", "identity"]))
def test_any_body_comes_back_as_it_was(body, encoding):
    status, headers, sent, names = ask(make_page(DIRECTORY_DAY, body, HTML), HTTP_ACCEPT_ENCODING=encoding)
    assert status == "200 OK" and len(names) == len(set(names))
    assert (gzip.decompress(sent) if "Content-Encoding" in headers else sent) == body
    assert headers["Content-Length"] == str(len(sent)) and headers["X-Frame-Options"] == "DENY"
    assert ("Vary" in headers) == (len(body) >= SHORTEST)


@given(st.binary(max_size=3000), st.binary(max_size=3000))
def test_two_bodies_have_one_tag_only_if_they_are_one(one, other):
    tags = [ask(make_page(DIRECTORY_DAY, body, HTML))[1]["ETag"] for body in (one, other)]
    assert (tags[0] == tags[1]) == (one == other)


@given(st.text(max_size=60))
def test_no_header_of_a_visitor_breaks_it(header):
    page = make_page(DIRECTORY_DAY, b"a" * 1000, HTML)
    assert ask(page, HTTP_ACCEPT_ENCODING=header, HTTP_IF_NONE_MATCH=header)[0][:3] in {"200", "304"}


@pytest.mark.parametrize(
    ("header", "takes"),
    [("gzip", True), ("gzip, br", True), ("GZIP", True), ("gzip;q=0.1", True), ("*", True), ("gzip;q=0", False), ("", False), ("br", False),
     ("*;q=0", False), ("gzip;q=0, *", False)],
)  # fmt: skip
def test_who_takes_gzip(header, takes):
    assert takes_gzip(header) is takes


def test_a_picture_is_not_compressed_again():
    page = make_page(DIRECTORY_DAY, b"a" * 9000, [("Content-Type", "image/png")])
    assert page.compressed is None and page.size == OVERHEAD + 9000


def test_who_has_it_gets_no_body_and_nothing_that_describes_one():
    page = make_page(DIRECTORY_DAY, b"a" * 1000, [*HTML, ("Content-Disposition", "attachment")])
    known = ask(page)[1]["ETag"]
    status, headers, body, _names = ask(page, HTTP_IF_NONE_MATCH=known)
    assert (status, body) == ("304 NOT MODIFIED", b"")
    assert headers == {"X-Frame-Options": "DENY", "Vary": "Accept-Encoding", "ETag": known}
