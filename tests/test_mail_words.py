"""What no mail may hold in any version: words of another one, what a template left over, links to nowhere, lines that no server takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message
from lxml import html

from ledportal.languages import LANGUAGES
from ledportal.outbox.composing import compose
from ledportal.outbox.models import OutboxMessage
from ledportal.paths import TEMPLATES
from ledportal.script import LATIN
from tests.every_mail import everybody_reads, mails, write_every_mail
from tests.factories import full_content
from tests.people import make_world
from tools.translations.catalogue import messages, read

pytestmark = pytest.mark.database("sqlite")
ADDRESS = re.compile(r"https?://[^\s\"<>]+|[^\s\"<>:;,()]+@[^\s\"<>;,()]+")
WHOLE_LINK = re.compile(r"https?://[\w.-]+[:/]|mailto:\S+@\S")
LEFT_OVER = re.compile(r"\bNone\b|\{\{|\}\}|\{%|%\(|\{\w+\}|&amp;(?:lt|gt|amp|quot|#)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
LONG = 12
"""So many letters of a message no other text has by chance."""
LONGEST_LINE = 998
WITHOUT_ACCOUNT = {"named_in_profile", "edition_announced"}
"""Mails to those of whom no version is known: they get Latin script."""


def page(mail: OutboxMessage) -> html.HtmlElement:
    return html.fromstring(mail.body_html.encode(), parser=html.HTMLParser(encoding="utf-8"))


def read_by_people(mail: OutboxMessage) -> Iterator[str]:
    """Yield what a mail's reader reads, in its subject and in both of its parts."""
    yield mail.subject
    yield mail.body_text
    yield "\n".join(page(mail).itertext())


def signs(message: Message, locale: str) -> list[str]:
    """Return the parts by which a message of another version is told from every other text."""
    own, other = (message.id, message.string) if locale == "en" else (message.string, message.id)
    own, other = (each if isinstance(each, list | tuple) else (each,) for each in (own, other))
    found = {part for text in other for part in PLACEHOLDER.split(text) if len(part) >= LONG and " " in part.strip()}
    return [part for part in found if not any(part in text for text in own)]


@cache
def signs_of_other_versions(locale: str) -> list[str]:
    sample = str(full_content())
    return [sign for message in messages(read()) for sign in signs(message, locale) if sign not in sample]


def words_of_another_version(mail: OutboxMessage) -> list[str]:
    return [sign for text in read_by_people(mail) for sign in signs_of_other_versions(mail.locale) if sign in text]


def words_in_another_script(mail: OutboxMessage) -> list[str]:
    other = re.compile("[A-Za-zČĆĐŠŽčćđšž]{2,}" if mail.locale == "sr_Cyrl" else "[\u0400-\u04ff]+")
    return [word for text in read_by_people(mail) for word in other.findall(LATIN.sub("", ADDRESS.sub("", text)))]


def addresses_in_cyrillic(mail: OutboxMessage) -> list[str]:
    found = [each for text in (*read_by_people(mail), mail.body_html) for each in ADDRESS.findall(text)]
    return [each for each in found if re.search("[\u0400-\u04ff]", each)]


def left_over(mail: OutboxMessage) -> list[str]:
    return [each for text in (*read_by_people(mail), mail.body_html) for each in LEFT_OVER.findall(text)]


def links_to_nowhere(mail: OutboxMessage) -> list[bytes]:
    links = page(mail).iter("a")
    return [html.tostring(each) for each in links if not (each.text_content().strip() and WHOLE_LINK.match(each.get("href") or ""))]


def long_lines(mail: OutboxMessage) -> list[bytes]:
    return [line for line in compose(mail).content.split(b"\r\n") if len(line) > LONGEST_LINE]


FAULTS = (words_of_another_version, words_in_another_script, addresses_in_cyrillic, left_over, links_to_nowhere, long_lines)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_mail_has_a_fault_that_its_reader_would_stumble_over(translated, locale):
    with everybody_reads(locale):
        world = make_world(translated, lambda: write_every_mail(locale))
    found = [each for each in mails(world) if each.locale == locale]
    every = {each.name for each in (TEMPLATES / "email").iterdir() if each.is_dir()}
    assert {each.template for each in found} >= every - WITHOUT_ACCOUNT
    with world.app.app_context():
        faults = {(mail.template, fault.__name__): fault(mail) for mail in found for fault in FAULTS}
    assert {where: what for where, what in faults.items() if what} == {}
