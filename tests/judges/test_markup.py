"""The Nu HTML checker finds nothing on any public page in any version, and a fault where there is one. Other pages it sees at the end."""

from __future__ import annotations

import pytest

from ledportal.languages import LANGUAGES
from tests import checker
from tests.contracts.site import ADMINISTRATOR, MEMBER, VISITOR, make_site
from tests.databases import require
from tests.judges.pages import pages
from tests.markup import is_read_alike

PAGE = '<!doctype html><html lang="sr"><head><title>Reč</title></head><body><h1>Reč</h1>\n{}</body></html>'
FAULTS = (
    "<p>x</p></p>", "<p a=1 a=2>x</p>", "<p>\x0b</p>", "<p>a < b</p>", "<div><p>x</div></p>",
    "<img src=x alt=x></img>", '<p title="a"b>x</p>', "<p>\ufdd0</p>", "<p id=a>x</p><p id=a>x</p>", "<p><div>x</div></p>",
    "<ul><p>x</p></ul>", '<p role="no">x</p>', '<a href="a b">x</a>',
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    require(not checker.missing(), checker.missing())
    return tmp_path


@pytest.mark.database("sqlite")
def test_no_public_page_has_a_fault(translated, folder):
    site, addresses = make_site(translated), {}
    for language in LANGUAGES.values():
        for address, html in pages(site, VISITOR, language.prefix):
            path = folder / f"{len(addresses)}.html"
            path.write_text(html)
            addresses[path] = address
    assert {f"{addresses[path]}: {what}" for path, what in checker.complaints(folder)} == set()


def test_each_fault_is_seen(folder):
    for number, fault in enumerate(("<p>x</p>", *FAULTS)):
        (folder / f"{number}.html").write_text(PAGE.format(fault))
    seen = {int(path.stem) for path, _ in checker.complaints(folder)}
    assert seen == set(range(1, len(FAULTS) + 1))


@pytest.mark.database("sqlite")
def test_the_quick_parser_reads_each_page_as_a_strict_one_does(translated):
    site = make_site(translated)
    shown = {address: html for role in (VISITOR, MEMBER, ADMINISTRATOR) for address, html in pages(site, role)}
    assert [address for address, html in shown.items() if not is_read_alike(html)] == []
