"""Which messages the code has, and how the Serbian catalogue is read and written."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "ledportal" / "translations"
LATIN = FOLDER / "sr_Latn" / "LC_MESSAGES" / "messages.po"

KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "lazy_gettext", "N_")),
    **dict.fromkeys(("ngettext", "lazy_ngettext"), (1, 2)),
    **dict.fromkeys(("pgettext", "lazy_pgettext"), ((1, "c"), 2)),
}
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
SOURCES: tuple[tuple[str, str, str, dict[str, str]], ...] = (("ledportal", "**.py", "python", {}), ("templates", "**", "jinja2", JINJA))

HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
"n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

"""

Key = tuple[str | None, str]


def key(message: Message) -> Key:
    """Return what tells messages apart: the context and the id, for a plural the id of its singular."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages without the header."""
    return (message for message in catalogue if message.id)


def extract() -> Catalog:
    """Return the messages of the code and the templates, each with the places where it stands."""
    found = Catalog(charset="utf-8")
    for folder, pattern, method, options in SOURCES:
        places = extract_from_dir(ROOT / folder, [(pattern, method)], {pattern: options}, KEYWORDS)
        for path, line, message, _comments, context in places:
            found.add(message, locations=[(f"{folder}/{path}", line)], context=context)
    return found


def read(path: Path = LATIN) -> Catalog:
    """Return the catalogue in a file; an empty one where there is none yet."""
    if not path.exists():
        return Catalog(locale="sr_Latn", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="sr_Latn", charset="utf-8")


def text_of(catalogue: Catalog, locale: str) -> str:
    """Return a catalogue as it is written: sorted, without dates and line numbers, so that a change shows as itself alone."""
    written = BytesIO()
    write_po(written, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(locale=locale) + written.getvalue().decode()


def merged(source: Catalog, translated: Catalog) -> Catalog:
    """Return the messages of the source with what is translated of them; nothing is guessed, and what is gone from the source is gone."""
    known = {key(message): message for message in messages(translated)}
    result = Catalog(locale="sr_Latn", charset="utf-8")
    for message in messages(source):
        before = known.get(key(message))
        kept = before.string if before is not None and before.pluralizable == message.pluralizable else None
        result.add(message.id, kept, context=message.context)
    return result


def update() -> None:
    """Bring the Serbian catalogue up to what the code has."""
    text = text_of(merged(extract(), read()), "sr_Latn")
    LATIN.parent.mkdir(parents=True, exist_ok=True)
    LATIN.write_text(text)
