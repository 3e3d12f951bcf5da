"""What visitors ask for, each time something else: towns in any spelling, people, sites, sectors, slips of the finger, and two filters."""

from __future__ import annotations

from random import Random
from typing import Final
from urllib.parse import urlencode

from bench.content import invented, place_name
from ledportal.demo import words
from ledportal.offices import choices
from ledportal.script import fold, to_cyrillic
from ledportal.search.criteria import Criteria, from_pairs, reference_codes, to_args

WORDS: Final = (
    "parcela", "lokacija", "struja", "strategija", "podsticaji", "autoput", "turizam", "tourism", "plan razvoja", "inkubator", "klaster",
    "poljoprivreda", "softver", "industrijska zona", "subvencije", "škola", "logistika", "samozapošljavanje", "Nemačka", "voda",
)  # fmt: skip
FILTERS: Final = {
    "district": tuple(reference_codes("district"))[:20],
    "region": tuple(reference_codes("region"))[:4],
    "form": tuple(choices.FORMS)[:6],
    "certificate": tuple(choices.CERTIFICATES)[:4],
    "sector": tuple(choices.SECTORS)[:20],
    "free_site": tuple(choices.SITE_TYPES),
    "language": ("en", "de", "ru"),
    "service": tuple(choices.SERVICES),
    "confirmed_within": ("3", "6", "12"),
    "least_area": ("0.5", "2", "10"),
}


def asked(number: int, offices: int, *, filters: int = 2) -> Criteria:
    """Return what is asked for the so-manieth time of a register of a size; the same number asks for the same."""
    random = Random(number)
    text = _texts(random, random.randrange(offices))[number % 8]
    chosen = random.sample(sorted(FILTERS), filters)
    return from_pairs([("text", text), *((name, random.choice(FILTERS[name])) for name in chosen)])


def paths(count: int, offices: int) -> list[str]:
    """Return addresses of the directory, each with another text."""
    return [f"/kancelarije/?{urlencode(to_args(asked(number, offices, filters=0)))}" for number in range(count)]


def _texts(random: Random, office: int) -> tuple[str, ...]:
    place = place_name(office)
    town, own = place.rsplit(" ", 1)
    word = random.choice(WORDS)
    return (
        f"{town} {word}",
        fold(place),
        to_cyrillic(f"{place} {word}"),
        f"{random.choice((*words.WOMEN, *words.MEN))} {invented(office * 31 % 9973)}ić",
        f"{_slipped(fold(town), random)} {own}",
        f"{word} {own[:4]}",
        f"{random.choice(words.SITES)[0]} {invented(office * 4)}",
        f"kancelarija za lokalni ekonomski razvoj {own}u {word}",
    )


def _slipped(word: str, random: Random) -> str:
    """Return a word with one letter left out."""
    place = random.randrange(1, len(word))
    return word[:place] + word[place + 1 :]
