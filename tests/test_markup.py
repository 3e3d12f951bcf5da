"""The parser that reads each markup strictly once."""

from __future__ import annotations

import pytest
from html5lib.html5parser import ParseError

from tests.markup import markup_of, parse

PAGE = '<!doctype html><html lang="sr"><head><title>{0}</title></head><body><h1 title="{0}">{0}</h1>\n{1}</body></html>'


def page(words="Reč", more="<p>x</p>"):
    return PAGE.format(words, more)


def test_what_differs_in_words_only_has_the_same_markup_and_is_read_with_its_own_words():
    pages = [page(words) for words in ("Bečej", "Нови Сад, 21", "a = b / c")]
    assert len({markup_of(each) for each in pages}) == 1
    assert [parse(each).xpath("string(//h1)") for each in pages] == ["Bečej", "Нови Сад, 21", "a = b / c"]
    assert [parse(each).xpath("string(//h1/@title)") for each in pages] == ["Bečej", "Нови Сад, 21", "a = b / c"]


@pytest.mark.parametrize(
    "more",
    ["<p>x</p></p>", "<p>&x</p>", "<p>&nosuch;</p>", "<p a=1 a=2>x</p>", "<p>\x0b</p>", "<p>a < b</p>", "<div><p>x</div></p>",
     "<img src=x></img>", '<p title="a"b>x</p>', "<p>\ufdd0</p>"],
)  # fmt: skip
def test_what_is_not_valid_is_refused_after_valid_pages_with_similar_words(more):
    parse(page())
    parse(page(more="<p>&amp;</p>"))
    for _ in range(2):
        with pytest.raises(ParseError):
            parse(page(more=more))


@pytest.mark.parametrize("more", ['<input type="checkbox" checked>', "<p>a<wbr>b</p>", "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
                                  "<textarea>\nx</textarea>", "<table><tbody><tr><td>x</td></tr></tbody></table>"])  # fmt: skip
def test_the_second_page_of_a_markup_gives_the_tree_of_the_first(more):
    trees = [[(each.tag, dict(each.attrib), each.text) for each in parse(page(more=more)).find("body").iter()] for _ in range(3)]
    assert trees[0] == trees[1] == trees[2]
