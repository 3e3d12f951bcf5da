"""The texts of the mails that staff may change: a subject and an introduction, with placeholders like {rok}.

A text is filled in by plain substitution; it is no template, and nothing in it is run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import force_locale, gettext
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.freshness.models import MailText
from ledportal.script import to_cyrillic, to_latin
from ledportal.text import N_

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,60})\}")
FILLED = re.compile(PLACEHOLDER.pattern + r"(\.?)")
PLACEHOLDERS = {
    "opština": N_("the name of the town or municipality"),
    "rok": N_("the day from which the entry should be confirmed"),
    "oznaka": N_("the day from which the public page says “Not confirmed”"),
    "zastarelo": N_("the day from which the public page says “Out of date”"),
}
_AS_WRITTEN = {"municipality": "{opština}", "due": "{rok}", "marked": "{oznaka}", "outdated": "{zastarelo}"}


@dataclass(frozen=True)
class Written:
    """A text as it was written: message ids."""

    label: str
    subject: str
    body: str


@dataclass(frozen=True)
class Text:
    """A subject and an introduction, with their placeholders."""

    subject: str
    body: str


TEXTS: dict[str, Written] = {
    "reminder_1": Written(
        N_("First reminder"),
        N_("Are the data still correct? %(municipality)s"),
        N_(
            "Please check what the public register says about your office. What it holds now stands below in this mail.\n\n"
            "If all of it is correct, one press of a button confirms it; you need not sign in."
        ),
    ),
    "reminder_2": Written(
        N_("Second reminder"),
        N_("Second reminder: are the data still correct? %(municipality)s"),
        N_(
            "We wrote to you already and have no answer yet. Please check what the public register says about your office.\n\n"
            "As long as nobody confirms the entry, the public page says from %(marked)s on that it is not confirmed."
        ),
    ),
    "reminder_3": Written(
        N_("Third reminder"),
        N_("Last reminder: please confirm the data. %(municipality)s"),
        N_(
            "This is our last reminder. From %(marked)s on, the public page of your office says that the entry is not confirmed, "
            "and from %(outdated)s on that it is out of date.\n\n"
            "CenTriR's staff will call you. No call is needed once you have confirmed the data or changed what is wrong."
        ),
    ),
    "ending": Written(
        N_("End of a document or certificate"),
        N_("A document or certificate ends soon: %(municipality)s"),
        N_(
            "The public register names documents or certificates of your office whose validity ends.\n\n"
            "If there is a new one, please enter it."
        ),
    ),
}  # fmt: skip


def written(name: str, locale: str) -> Text:
    """Return a text as it was written, in a version of the register."""
    text = TEXTS[name]
    with force_locale(locale):
        return Text(gettext(text.subject, **_AS_WRITTEN), gettext(text.body, **_AS_WRITTEN))


def stored(name: str, locale: str) -> MailText | None:
    return db.session.scalar(select(MailText).where(MailText.name == name, MailText.locale == locale))


def default(name: str, locale: str) -> Text:
    """Return the text that holds where staff changed none in this version; Cyrillic follows what they wrote in Latin script."""
    latin = stored(name, "sr_Latn") if locale == "sr_Cyrl" else None
    return Text(to_cyrillic(latin.subject), to_cyrillic(latin.body)) if latin is not None else written(name, locale)


def text(name: str, locale: str) -> Text:
    """Return the text that holds."""
    found = stored(name, locale)
    return Text(found.subject, found.body) if found is not None else default(name, locale)


def placeholder(name: str) -> str:
    """Return a placeholder's name as we know it: typed in any script, in capitals or not."""
    return to_latin(name).strip().lower()


def unknown(typed: str) -> list[str]:
    """Return the placeholders in a text that stand for nothing, and braces that are none."""
    rest = PLACEHOLDER.sub("", typed)
    strange = [found[0] for found in PLACEHOLDER.finditer(typed) if placeholder(found[1]) not in PLACEHOLDERS]
    return list(dict.fromkeys([*strange, *(each for each in rest if each in "{}")]))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders replaced, what is in the values not looked at again; a date's point ends a sentence as well."""
    return FILLED.sub(lambda found: _value(values.get(placeholder(found[1]), f"{{{found[1]}}}"), found[2]), text)


def _value(value: str, point: str) -> str:
    return value if value.endswith(".") else value + point


def fill_all(text: Text, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return a text's subject and the paragraphs of its introduction, filled in."""
    paragraphs = [each.strip() for each in fill(text.body, values).split("\n\n")]
    return fill(text.subject, values), [each for each in paragraphs if each]
