"""A feed as a file: whatever stands in it, a reader reads it back."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ledportal.feeds.atom import Entry, Feed, render, tag
from ledportal.markup import NOT_XML

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


ATOM = "{http://www.w3.org/2005/Atom}"


def written(*entries, title="Novosti"):
    addresses = ("https://example.org/novosti.atom", "https://example.org/", "https://example.org/")
    feed = Feed(tag("example.org", "novosti"), title, "sr-Latn", *addresses, AT, entries)
    return "".join(render(feed)).encode()


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_text_is_read_back(title, summary):
    entry = Entry(tag("example.org", "1"), title, summary, "https://example.org/a", AT, [(title, summary)])
    found = etree.fromstring(written(entry, title=summary)).find(f"{ATOM}entry")
    read = [found.findtext(f"{ATOM}title"), found.findtext(f"{ATOM}summary"), *found.find(f"{ATOM}category").values()]
    assert [" ".join(text.split()) for text in read] == [" ".join(NOT_XML.sub("", text).split()) for text in (title, summary) * 2]


def test_a_feed_says_what_it_is():
    read = feedparser.parse(written())
    found = read.feed
    assert not read.bozo and (found.id, found.title, found.language) == ("tag:example.org,2026:novosti", "Novosti", "sr-Latn")
    assert (found.author, found.rights, found.updated_parsed[:4]) == ("CenTriR", "CC BY 4.0", (2026, 11, 20, 9))
    assert [(link.rel, link.href) for link in found.links if link.rel != "license"] == [
        ("self", "https://example.org/novosti.atom"), ("alternate", "https://example.org/"),
    ]  # fmt: skip
