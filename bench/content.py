"""What a register of any size holds: invented profiles put together from those of the samples, with names that only one office has."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, Final

from ledportal.demo import words
from ledportal.demo.profiles import profile
from ledportal.municipalities.loading import read
from tests.factories import full_content

SYLLABLES: Final = ("ba", "ce", "di", "go", "ka", "le", "mi", "no", "pa", "re", "si", "to", "va", "ze", "bri", "dra", "gru", "kle", "plo",
                    "sta")  # fmt: skip
PARTS: Final = {"documents": 7, "environment": 11, "projects": 17, "services": 19}
"""The sections that are taken from the profiles of other places, each with a step of its own."""

CERTIFICATES: Final = 1095
"""Days over which the certificates end."""


@cache
def _places() -> list[Any]:
    rows = (row for row in read("municipalities") if row["in_register"] == "yes")
    named = ("code", "name_latin", "district_code", "kind")
    return [SimpleNamespace(**{key: row[key] for key in named}) for row in rows]


@cache
def _profiles() -> list[Any]:
    return [profile(place, year=2026, cyrillic=number % 9 == 4) for number, place in enumerate(_places())]


def invented(number: int) -> str:
    """Return a word that belongs to a number only."""
    parts = [SYLLABLES[number % len(SYLLABLES)]]
    while number := number // len(SYLLABLES):
        parts.append(SYLLABLES[number % len(SYLLABLES)])
    return "".join(parts).capitalize()


def place_name(number: int) -> str:
    """Return the name of a place: a real one, and a word of its own."""
    return f"{_places()[number % len(_places())].name_latin} {invented(number)}"


def content(number: int, today: date) -> dict[str, Any]:
    """Return the profile of an office, as of a day."""
    some = _profiles()
    made = {key: dict(values) for key, values in full_content().items()}
    for key, step in PARTS.items():
        made[key] |= some[(number * step + 1) % len(some)][key]
    own = some[number % len(some)]
    made["office"] |= own["office"]
    made["office"]["name"] = f"{words.FORMS.get(own['office']['form'], 'Kancelarija')}, {place_name(number)}"
    surname = f"{invented(number * 31 % 9973)}ić"
    made["contact"]["head"] = f"{(*words.WOMEN, *words.MEN)[number % 32]} {surname}"
    made["contact"]["place"] = place_name(number)
    made["contact"]["reminder_email"] = f"ler{number}@example.org"
    made["environment"]["certificate_valid_to"] = (today + timedelta(days=number % CERTIFICATES)).isoformat()
    sites = some[(number * 23 + 5) % len(some)]["sites"]["sites"]
    made["sites"]["sites"] = [_site(site, number, place) for place, site in enumerate(sites)]
    return made


def _site(site: dict[str, Any], number: int, place: int) -> dict[str, Any]:
    return site | {"name": f"{site['name']} {invented(number * 4 + place)}", "parcel": f"{number % 9000 + 100}/{place + 1}"}
