"""No page stays half in English or half in Latin script, whatever part of the code says it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.lexer import TOKEN_DATA
from lxml.etree import _Element
from lxml.html import fragment_fromstring

from ledportal.languages import LANGUAGES
from ledportal.paths import PACKAGE, TEMPLATES
from ledportal.script import LATIN
from tests.client import Client
from tests.contracts.site import ADMINISTRATOR, MEMBER, NEWCOMER, UNCONFIRMED, VISITOR, Site, make_site
from tests.databases import TRANSLATED, SqliteDatabase, make_app
from tools.translations.catalogue import messages, read

EXPRESSION = "\x1f"
SPOKEN = ("aria-label", "alt", "title", "placeholder", "data-label", "content")
FOLDED = "data-search"
"""What the combobox looks through; nobody hears it."""
UNSPOKEN = {"viewport", "theme-color", "robots", "twitter:card", "og:type", "og:locale", "og:locale:alternate"}
"""What a page tells machines in their words."""
OWN_NAMES = {language.label for language in LANGUAGES.values()}
"""A language is offered under its own name in every version."""
NOT_READ = (
    "@aria-hidden='true' or self::script or self::style or self::code or self::pre or self::textarea or self::*[@lang][not(self::html)]"
)


def spoken(page: _Element) -> Iterator[str]:
    """Yield each text that a page says, by itself: what stands in elements, and what stands for pictures and controls."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.xpath(f"ancestor-or-self::*[{NOT_READ}]"):
            continue
        texts = [element.text, *(child.tail for child in element)]
        if element.get("name", element.get("property")) not in UNSPOKEN:
            texts += [element.get(name) for name in SPOKEN]
        texts += [value for name, value in element.items() if name.startswith("data-") and name != FOLDED and " " in value]
        yield from {" ".join(text.split()) for text in texts if text and text.strip()} - OWN_NAMES


def english() -> re.Pattern[str]:
    """Return the pattern of every message that is another one in Serbian."""
    said, ids = set(), set()
    for message in messages(read()):
        said |= {message.string} if isinstance(message.string, str) else set(message.string)
        ids |= {message.id} if isinstance(message.id, str) else set(message.id)
    literal = (re.sub(r"%\\\(\w+\\\)s|%\(\w+\)s", ".+", re.escape(" ".join(each.split()))) for each in ids - said)
    return re.compile("|".join(sorted(literal)))


def texts(site: Site, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of all pages, each with the address where it stands, as people of each kind see them; a mail shown in
    another language is none of them."""
    lang = next(language.html_lang for language in LANGUAGES.values() if language.prefix == prefix)
    for role in (VISITOR, UNCONFIRMED, NEWCOMER, MEMBER, ADMINISTRATOR):
        browser = site.browser(role)
        for rule in site.rules("GET"):
            response = browser.get(prefix + site.url(rule))
            if response.mimetype == "text/html" and response.status_code == 200 and response.page.get("lang") == lang:
                yield from ((text, rule.rule) for text in spoken(response.page))


@pytest.fixture(scope="module")
def speaking_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the contracts, told with the catalogues; its words are the same on every database."""
    folder = tmp_path_factory.mktemp("languages")
    database = SqliteDatabase(folder)
    database.reset()
    app = make_app(database.url, folder, **TRANSLATED)
    app.test_client_class = Client
    return make_site(app)


def test_no_page_in_serbian_says_anything_in_english(speaking_site):
    pattern = english()
    assert {text: rule for text, rule in texts(speaking_site, "") if pattern.fullmatch(text)} == {}


def is_latin(text: str) -> bool:
    """Say whether a text has Latin letters beside what stays Latin."""
    stays = re.compile(rf"\b(?:{'|'.join(OWN_NAMES)})\b")
    return re.search("[a-zčćđšž]", stays.sub("", LATIN.sub("", text)), re.IGNORECASE) is not None


def test_no_page_in_cyrillic_says_anything_in_latin(speaking_site):
    assert {text: rule for text, rule in texts(speaking_site, "/cir") if is_latin(text)} == {}


def test_templates_hold_no_words_of_their_own(bare):
    words = re.compile(r"[^\W\d_]{2}")
    pages = [path for path in TEMPLATES.rglob("*.*") if path.suffix != ".typ"]
    found = {(path.name, text) for path in pages for text in literal(bare.jinja_env, path) if words.search(LATIN.sub("", text))}
    assert found == set()


def literal(environment: Environment, path: Path) -> Iterator[str]:
    """Yield the texts of a template that no expression makes."""
    tokens = environment.lex(path.read_text())
    markup = "".join(value if kind == TOKEN_DATA else EXPRESSION for _line, kind, value in tokens)
    tags = re.sub(f"(</?){EXPRESSION}+", r"\1b", markup)
    yield from spoken(fragment_fromstring(tags.replace(EXPRESSION, "1"), create_parent="div"))


SAYING = {"flash", "ValidationError", "StopValidation", "Invalid", "Unreadable", "Problem"}


def unmarked(tree: ast.AST) -> Iterator[str]:
    """Yield the sentences that are said as they stand in the code, without being marked for translation."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        named = {"description", "label", "message"}
        arguments = [*(call.args if name in SAYING else ()), *(each.value for each in call.keywords if each.arg in named)]
        yield from (each.value for each in arguments if isinstance(each, ast.Constant) and " " in str(each.value))
        yield from ("an f-string" for each in arguments if isinstance(each, ast.JoinedStr))


def test_no_code_says_a_sentence_that_is_not_marked_for_translation():
    found = {
        (path.name, text) for path in PACKAGE.rglob("*.py") if path.parent.name != "demo" for text in unmarked(ast.parse(path.read_text()))
    }
    assert found == set()
