"""Serbian in two scripts, its order, and how text is folded for search. Pure.

Cyrillic to Latin is exact. Latin to Cyrillic is ambiguous where d+ž, l+j or n+j meet at a word's seam, and for foreign
words; ``SEAMS`` and ``LATIN`` hold what the library does not know.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from serbian_translit import srp

SEAMS: Final = re.compile(
    r"(?<=i)nj(?=ek[ct])|(?<=\bko)nj(?=un|ug|ek[ct])|(?<=va)nj(?=ezič|etič)|(?<=\bta)nj(?=ug)|(?<=\ba)nj(?=on)"
    r"|(?<=\bna)dž(?!a[kg])|(?<=\bpo)dž|(?<=\bo)dž(?!a[kcč])|(?<=\bpre)dž",
    re.IGNORECASE,
)
"""Two letters that look like one: in-jekcija, kon-junktura, Tan-jug, nad-živeti, but not odžak and nadžak."""

APART: Final = {"nj": "нј", "Nj": "Нј", "nJ": "нЈ", "NJ": "НЈ", "dž": "дж", "Dž": "Дж", "dŽ": "дЖ", "DŽ": "ДЖ"}

LATIN: Final = re.compile(
    r"""
      <[^<>]*>                                   # a tag
    | &\#?\w+;                                   # an entity
    | %\(\w+\)[sd] | %[sd%] | \{\w*\}            # a placeholder
    | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++  # an email address
    | (?:https?://|www\.)[^\s<>"„”“]*[^\s<>"„”“.,;:!?)]
    | (?<![\w-])(?<!\w\.)(?:[\w-]++\.)+(?:rs|com|org|net|eu|info|edu|gov)\b(?:/[^\s<>]*)?
    | (?<![\w-])[\w-]++\.(?:csv|json|xlsx|geojson|vcf|zip)\b | (?<![\w/])/(?:api|podaci)/[\w/.-]*+  # a file, a path
    | \b(?:PDF|PNG|JPEG|WebP|CSV|XLSX|JSON(?:-LD)?|UTF|EUR|TOTP|QR|BFC|SEE|EXIF|API|URL|ID|UTC|SMTP|IP|NUL|ISO|WCAG|A2|B1|B2|C1|C2|C5|DL)\b
    | \b(?:NUTS|ZIP|RFC|GET|HEAD|OpenAPI|ETag|If-None-Match)\b
    | \b(?:CenTriR|JavaScript|axe-core|Wi-Fi|Aegis|FreeOTP|Google|Authenticator|Microsoft|Facebook|Instagram|Excel|staff\ add)\b
    | \b(?:vCard|GeoJSON|DCAT-AP|Turtle|Atom|Frictionless|LibreOffice|CC\ BY|null)\b
    | \b(?:code|active)\b | (?<=„)(?:name|kind|copies|wish)(?=“)   # columns of tables that staff bring
    | \b[0-9a-f]{64}\b | \b(?:SHA|ISBN|CIP|A[345]|Avery|Zweckform|Herma|L\d{4})\b
    | \b(?:mm|km|ha|kB|MB|GB|kW|MW)\b | µm | \bk?m²
    | \bI[-–](?=[IVX]{2}) | \b(?!(?:MI|LI|CI|DI)\b)(?=[IVXLCDM]{2,}\b)M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})\b
    """,
    re.VERBOSE,
)
"""What stays as it is in a Cyrillic text. No pattern starts twice within one run of letters: the text may be anybody's, and long."""

FOREIGN: Final = re.compile(r"[qwxyQWXY]|[^\W\d_a-zA-ZčćđðšžČĆĐÐŠŽ\u0400-\u04ff]")
"""A letter of another alphabet, which leaves its whole word as it is: Kovács."""
WORD: Final = re.compile(r"\w{1,60}")
_ONE_SIGN: Final = str.maketrans({"ǆ": "dž", "ǅ": "Dž", "Ǆ": "DŽ", "ǉ": "lj", "ǈ": "Lj", "Ǉ": "LJ", "ǌ": "nj", "ǋ": "Nj", "Ǌ": "NJ"})


def composed(text: str) -> str:
    """Return text in which each letter is one sign, and lj, nj and dž are two."""
    return unicodedata.normalize("NFC", text).translate(_ONE_SIGN)


def to_cyrillic(text: str) -> str:
    """Return Serbian text in Cyrillic script; addresses, tags, placeholders, Roman numerals and known foreign names stay."""
    text = composed(text)
    parts: list[str] = []
    end = 0
    for kept in LATIN.finditer(text):
        parts += (_turn(text[end : kept.start()]), kept.group())
        end = kept.end()
    return "".join(parts) + _turn(text[end:])


def _turn(text: str) -> str:
    return WORD.sub(lambda word: _turn_word(word.group()), text)


@lru_cache(maxsize=20_000)
def _turn_word(word: str) -> str:
    """Turn one word; the library takes them singly, since its time grows with the square of what it is given."""
    return word if FOREIGN.search(word) else str(srp.to_cyr(SEAMS.sub(lambda seam: APART[seam.group()], word)))


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
    if text.isascii():
        return text
    return _SHOUTED.sub(lambda letter: CYRILLIC[letter.group().lower()].upper(), composed(text)).translate(_TO_LATIN)


_FOLDS = str.maketrans({"đ": "dj", "ð": "dj", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Return text as search compares it: Latin, lower case, without diacritics, đ as dj, words parted by one space."""
    latin = text.lower() if text.isascii() else _without_marks(to_latin(_without_marks(text)).lower().translate(_FOLDS))
    return " ".join(re.findall(r"\w+", latin))


def _without_marks(text: str) -> str:
    """Return text whose letters have no diacritics and stand for nothing but themselves; đ is a letter of its own."""
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def search_text(*texts: str) -> str:
    """Return what a search looks through: the folded texts, and for names with đ also the spelling with a bare d."""
    folded = fold(" ".join(texts))
    bare = fold(to_latin(" ".join(texts)).replace("đ", "d").replace("Đ", "D"))
    return folded if bare == folded else f"{folded} {bare}"


ALPHABET: Final = tuple("a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž".split())  # noqa: SIM905  # an alphabet reads best as a line
_LETTERS: Final = re.compile("|".join(sorted(ALPHABET, key=len, reverse=True)) + r"|\d|\w")
AZBUKA: Final = (*CYRILLIC.values(), *"qwxy")
"""The letters in the order of their Cyrillic signs; those of other languages stand last."""


def _places(alphabet: tuple[str, ...]) -> dict[str, str]:
    return {letter: f"{place + 20:02d}" for place, letter in enumerate(alphabet)} | {str(digit): f"{digit + 10}" for digit in range(10)}


_PLACES: Final = {False: _places(ALPHABET), True: _places(AZBUKA)}


def sort_key(text: str, *, cyrillic: bool = False) -> str:
    """Return digits that sort as the Serbian alphabet does, on every database and with every collation.

    Two digits a letter, words parted by ``00``; at most 300 characters.

    Args:
        cyrillic: sort as the Cyrillic alphabet does, a b v g d.
    """
    places = _PLACES[cyrillic]
    words = re.findall(r"\w+", to_latin(text).lower())
    return "00".join("".join(places.get(letter, "99") for letter in _LETTERS.findall(word)) for word in words)[:300]


def first_letter(text: str) -> str:
    """Return the letter of the Serbian alphabet that a text begins with, in Latin and small: lj of Ljig; nothing where it has none."""
    found = _LETTERS.search(to_latin(text).lower())
    return found.group() if found else ""


def slug(text: str) -> str:
    """Return the part of an address for a name: ASCII words with hyphens."""
    return fold(text).replace(" ", "-")
