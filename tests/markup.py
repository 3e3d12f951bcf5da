"""Pages read by a quick parser; what is wrong with their markup the Nu HTML checker says at the end of the tests, for all of them at once.

What makes a page valid is its markup, not its words. So one page of each markup is kept for the checker.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

import html5lib
from lxml import etree
from lxml.etree import _Element

from tests import checker

TAG = re.compile(r"""<[!/]?[a-zA-Z][^\s/>"'<=]*(?:[\s/]+(?:[^\s"'<>/=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)?)*>""")
VALUE = re.compile(r"""(?<==)"([^"&<>]*)"|(?<==)'([^'&<>]*)'""")
PLAIN = re.compile(r"(&#?\w*;?)|[^&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]+")
DECIDING = re.compile(r"""(\b(?:type|encoding|charset|http-equiv)=)(["'][^"']*["'])""")
OUTER = ("html", "head", "body")
SWITCHES = ("checked", "selected", "disabled", "required", "multiple", "open", "hidden", "novalidate", "readonly", "autofocus", "download")
SVG = "http://www.w3.org/2000/svg"
CAPITALS = {name.lower(): name for name in ("viewBox", "preserveAspectRatio", "pathLength", "textLength")}


def parse(html: str, *, is_mail: bool = False) -> _Element:
    """Parse a page, and keep it for the checker; a word that may go on in the next line is one text in the tree."""
    if not is_mail:
        checker.keep(html, markup_of(html))
    return _read_quickly(html)


def is_read_alike(html: str) -> bool:
    """Say whether the quick parser makes the tree of a page that a strict parser of HTML 5 makes; raises where the page is not valid."""
    return _are_alike(_read_strictly(html.replace("<wbr>", "")), _read_quickly(html))


def markup_of(html: str) -> str:
    """Return a page without its words: its tags with the names of their attributes, its entities, and where there was any text."""
    pieces, end = [], 0
    for tag in TAG.finditer(html):
        pieces += (_without_words(html[end : tag.start()]), _without_values(tag[0]))
        end = tag.end()
    return "".join([*pieces, _without_words(html[end:])])


@lru_cache(maxsize=50_000)
def _without_words(text: str) -> str:
    return PLAIN.sub(_sign, text)


def _sign(words: re.Match[str]) -> str:
    """Stand for a piece of text: blanks alone, and a line break at the start, mean something of their own to a parser."""
    if words[1]:
        return words[1]
    return ("\n" if words[0][0] == "\n" else " " if words[0][0].isspace() else "") + ("x" if words[0].strip() else "")


@lru_cache(maxsize=50_000)
def _without_values(tag: str) -> str:
    kept = DECIDING.findall(tag)
    return VALUE.sub('""', tag) + "".join(name + value for name, value in kept)


def _read_strictly(html: str) -> _Element:
    tree = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False, strict=True).parse(html)
    return tree.getroot()


def _read_quickly(html: str) -> _Element:
    """Read a page with a parser of HTML 4, which knows no wbr and no SVG, and gives ``checked`` the value "checked"."""
    known = html.replace("<wbr>", "").encode("utf-8", "surrogatepass")
    page = etree.fromstring(known, etree.HTMLParser(encoding="utf-8"))
    for name in SWITCHES:
        for element in page.iterfind(f".//*[@{name}]"):
            element.set(name, "")
    for area in page.iter("textarea", "pre"):
        area.text = (area.text or "").removeprefix("\n")
    for drawing in list(page.iter("svg")):
        for element in drawing.iter():
            _make_svg(element)
    return page


def _make_svg(element: _Element) -> None:
    """Give a part of a drawing the name and the attributes that it has there."""
    element.tag = f"{{{SVG}}}{element.tag}"
    for name in element.attrib.keys() & CAPITALS.keys():
        element.set(CAPITALS[name], element.attrib.pop(name))


def _are_alike(one: _Element, other: _Element) -> bool:
    """Say whether two trees are the same, but for blanks between the largest parts."""
    return all(_is_alike(*pair) for pair in zip_longest(one.iter(), other.iter()))


def _is_alike(one: _Element | None, other: _Element | None) -> bool:
    if one is None or other is None:
        return False
    return _described(one) == _described(other)


def _described(element: _Element) -> tuple[object, ...]:
    """Return what an element is, without the blanks around the head, the body and what the body consists of."""
    parent = element.getparent()
    text = _or_nothing(element.text) if element.tag in OUTER else element.text or ""
    tail = _or_nothing(element.tail) if parent is None or parent.tag in OUTER else element.tail or ""
    return element.tag, dict(element.attrib), text, tail


def _or_nothing(text: str | None) -> str:
    return text if text and text.strip() else ""
