"""Serbian in two scripts, its order, and how text is folded for search. Pure.

Cyrillic to Latin is exact. Latin to Cyrillic is ambiguous where d+ž, l+j or n+j meet at a word's seam, and for foreign
words; ``SEAMS`` and ``LATIN`` hold what the library does not know.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from serbian_translit import srp

SEAMS: Final = re.compile(
    r"(?<=i)nj(?=ekc|ektor|ekt[io])|(?<=ko)nj(?=unk|ug|ukt)|(?<=va)nj(?=ezič)|(?<=ta)nj(?=ug\b)|(?<=vi)nj(?=ekc)"
    r"|(?<=na)dž(?=iv|et|upan|ali)|(?<=po)dž(?=anr|eg)|(?<=o)dž(?=al|ive)|(?<=pre)dž(?=eti)",
    re.IGNORECASE,
)
"""Two letters that look like one: in-jekcija, kon-junkcija, Tan-jug, nad-živeti."""

APART: Final = {"nj": "нј", "Nj": "Нј", "NJ": "НЈ", "dž": "дж", "Dž": "Дж", "DŽ": "ДЖ"}

LATIN: Final = re.compile(
    r"""
      <[^<>]*>                                   # a tag
    | &\#?\w+;                                   # an entity
    | %\(\w+\)[sd] | %[sd%] | \{\w*\}            # a placeholder
    | \w[\w.+-]*@[\w-]+(?:\.[\w-]+)+             # an email address
    | (?:https?://|www\.)[^\s<>"„”“]*[^\s<>"„”“.,;:!?)]
    | \b[\w-]+(?:\.[\w-]+)*\.(?:rs|com|org|net|eu|info|edu|gov)\b(?:/[^\s<>]*)?
    | \b(?:PDF|PNG|JPEG|WebP|CSV|XLSX|JSON|UTF|EUR|TOTP|QR|BFC|SEE|EXIF|API|URL|ID|kB|MB|UTC|SMTP|IP|NUL|A2|B1|B2|C1|C2)\b
    | \b(?:CenTriR|JavaScript|Aegis|FreeOTP|Google\ Authenticator|staff\ add|code|active)\b
    | \b[IVXLCDM]{2,}\b
    | m²
    """,
    re.VERBOSE,
)
"""What stays as it is in a Cyrillic text."""

QUOTES: Final = {quote: chr(0xE000 + place) for place, quote in enumerate("„”“\"«»'‘’@#")}
_HIDE = str.maketrans(QUOTES)
_SHOW = str.maketrans({mark: quote for quote, mark in QUOTES.items()})


def to_cyrillic(text: str) -> str:
    """Return Serbian text in Cyrillic script; addresses, tags, placeholders, Roman numerals and known foreign names stay."""
    parts: list[str] = []
    end = 0
    for kept in LATIN.finditer(text):
        parts += (_turn(text[end : kept.start()]), kept.group())
        end = kept.end()
    return "".join(parts) + _turn(text[end:])


def _turn(text: str) -> str:
    """Turn a piece that holds nothing foreign; quotation marks and signs are hidden, since the library leaves alone what they enclose."""
    if not text:
        return ""
    apart = SEAMS.sub(lambda seam: APART.get(seam.group(), seam.group()), text)
    return srp.to_cyr(apart.translate(_HIDE)).translate(_SHOW)


CYRILLIC: Final = dict(
    zip("абвгдђежзијклљмнњопрстћуфхцчџш",
        ["a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t", "ć", "u", "f", "h",
         "c", "č", "dž", "š"], strict=True)
)  # fmt: skip
_CAPITALS = {cyrillic.upper(): latin.capitalize() for cyrillic, latin in CYRILLIC.items()}
_TO_LATIN = str.maketrans(CYRILLIC | _CAPITALS)
_SHOUTED = re.compile(r"(?:[ЉЊЏ](?=[А-ЯЂЈЉЊЋЏ])|(?<=[А-ЯЂЈЉЊЋЏ])[ЉЊЏ](?![а-яђјљњћџ]))")


def to_latin(text: str) -> str:
    """Return Serbian text in Latin script; a capital Љ within capitals becomes LJ."""
    return _SHOUTED.sub(lambda letter: CYRILLIC[letter.group().lower()].upper(), text).translate(_TO_LATIN)


_FOLDS = str.maketrans({"đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Return text as search compares it: Latin, lower case, without diacritics, đ as dj, words parted by one space."""
    latin = to_latin(text).lower().translate(_FOLDS)
    plain = "".join(each for each in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", plain))


def search_text(*texts: str) -> str:
    """Return what a search looks through: the folded texts, and for names with đ also the spelling with a bare d."""
    folded = fold(" ".join(texts))
    bare = fold(to_latin(" ".join(texts)).replace("đ", "d").replace("Đ", "D"))
    return folded if bare == folded else f"{folded} {bare}"


ALPHABET: Final = tuple("a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž".split())  # noqa: SIM905  # an alphabet reads best as a line
_LETTERS: Final = re.compile("|".join(sorted(ALPHABET, key=len, reverse=True)) + r"|\d|\w")
_PLACES: Final = {letter: f"{place + 20:02d}" for place, letter in enumerate(ALPHABET)} | {
    str(digit): f"{digit + 10}" for digit in range(10)
}


def sort_key(text: str) -> str:
    """Return digits that sort as the Serbian alphabet does, on every database and with every collation.

    Two digits a letter, words parted by ``00``; at most 300 characters.
    """
    words = re.findall(r"\w+", to_latin(text).lower())
    return "00".join("".join(_PLACES.get(letter, "99") for letter in _LETTERS.findall(word)) for word in words)[:300]


def slug(text: str) -> str:
    """Return the part of an address for a name: ASCII words with hyphens."""
    return fold(text).replace(" ", "-")
