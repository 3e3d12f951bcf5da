"""What makes the markup of a page, and how pages are read."""

from __future__ import annotations

import pytest

from tests import checker
from tests.markup import is_read_alike, markup_of, parse

PAGE = '<!doctype html><html lang="sr"><head><title>{0}</title></head><body><h1 title="{0}">{0}</h1>\n{1}</body></html>'


def page(words="Reč", more="<p>x</p>"):
    return PAGE.format(words, more)


def test_what_differs_in_words_only_has_the_same_markup_and_is_read_with_its_own_words():
    pages = [page(words) for words in ("Bečej", "Нови Сад, 21", "a = b / c")]
    assert len({markup_of(each) for each in pages}) == 1
    assert [parse(each).xpath("string(//h1)") for each in pages] == ["Bečej", "Нови Сад, 21", "a = b / c"]
    assert [parse(each).xpath("string(//h1/@title)") for each in pages] == ["Bečej", "Нови Сад, 21", "a = b / c"]


@pytest.mark.parametrize("more", ['<input type="checkbox" checked>', "<p>a<wbr>b</p>", "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
                                  "<textarea>\nx</textarea>", "<table><tbody><tr><td>x</td></tr></tbody></table>",
                                  '<p><svg><title>x</title><a href="/x"><rect width="1"/><text>a</text></a></svg></p>'])  # fmt: skip
def test_the_quick_parser_makes_the_tree_of_a_strict_one(more):
    assert is_read_alike(page(more=more))


def test_what_the_parsers_read_differently_is_noticed():
    assert not is_read_alike(page(more="<table><tr><td>x</td></tr></table>"))


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(checker, "FOLDER", [tmp_path])
    monkeypatch.setattr(checker, "KEPT", set())
    return tmp_path


def test_one_page_of_each_markup_is_kept_with_the_name_of_its_test(kept):
    for words, more in (("Bečej", "<p>x</p>"), ("Ada", "<p>y</p>"), ("Ada", "<p class=a>y</p>")):
        parse(page(words, more))
    assert {path.read_text() for path in kept.glob("*.html")} == {page("Bečej"), page("Ada", "<p class=a>y</p>")}
    assert all("test_one_page_of_each_markup" in path.read_text() for path in kept.glob("*.test"))
