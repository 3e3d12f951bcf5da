"""Invented profiles: from the same seed always the same, each acceptable for submission, some of them in Cyrillic script."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from ledportal.demo import words
from ledportal.demo.people import MARK
from ledportal.municipalities.models import Municipality
from ledportal.offices import choices, kinds
from ledportal.offices.content import Content, canonical_section
from ledportal.offices.declaration import Field, Group
from ledportal.offices.profile import BY_KEY, SECTIONS
from ledportal.script import slug, to_cyrillic

Values = dict[str, Any]


def profile(place: Municipality, *, year: int, cyrillic: bool = False, long_name: bool = False) -> Content:
    """Return an invented profile of the municipality's office, as of a year."""
    random = Random(place.code)
    typed = {
        "office": _office(place, random, year, long_name=long_name),
        "contact": _contact(place, random),
        "documents": _documents(place, random, year),
        "environment": _environment(place, random, year),
        "sites": _sites(random),
        "projects": _projects(random, year),
        "services": _services(random, year),
        "learning": {"training_needs": f"Obuka za pisanje predloga projekata ({MARK})"},
    }
    content = {key: canonical_section(BY_KEY[key], values) for key, values in typed.items()}
    return _in_cyrillic(content) if cyrillic else content


def domain(place: Municipality) -> str:
    return f"{slug(place.name_latin)}.example.org"


def full_name(random: Random) -> str:
    return f"{random.choice((*words.WOMEN, *words.MEN))} {random.choice(words.SURNAMES)} ({MARK})"


def _numbered(items: list[Values]) -> list[Values]:
    return [{"id": f"p{number}", **item} for number, item in enumerate(items, 1)]


def _some(random: Random, options: Any, lowest: int, highest: int) -> list[Any]:
    return random.sample(list(options), random.randint(lowest, highest))


def _office(place: Municipality, random: Random, year: int, *, long_name: bool) -> Values:
    form = random.choice(list(words.FORMS))
    staff = random.randint(2, 14)
    kind = "Grad" if place.kind == "city" else "Opština"
    name = words.LONG_NAME if long_name else words.FORMS[form]
    languages = [("sr", "native"), ("en", random.choice(("B1", "B2", "C1"))), (random.choice(("de", "ru", "fr", "hu", "ro")), "B1")]
    return {
        "name": f"{name} – {kind} {place.name_latin} ({MARK})",
        "name_en": f"Local Economic Development Office – {place.name_latin} (sample)",
        "form": form,
        "founded": random.randint(2001, year - 2),
        "staff": staff,
        "staff_led": random.randint(1, staff),
        "languages": _numbered([{"language": code, "level": level} for code, level in languages[: random.randint(1, 3)]]),
        "about": random.choice(words.ABOUT),
        "about_en": "We help companies with information, permits and incentives, and investors with sites and people. This is a sample.",
    }


def _contact(place: Municipality, random: Random) -> Values:
    area, postcode = words.AREAS[place.district_code]
    host = domain(place)
    team = [
        {"name": full_name(random), "task": task, "email": f"{slug(task)}@{host}", "public": random.random() < 0.7}
        for task in _some(random, words.TASKS, 1, 4)
    ]
    return {
        "head": full_name(random),
        "position": random.choice(words.POSITIONS),
        "team": _numbered(team),
        "email": f"ler@{host}",
        "reminder_email": f"podsetnik@{host}",
        "phone": f"0{area} 555 {random.randint(100, 999)}",
        "mobile": f"064 555 {random.randint(1000, 9999)}",
        "mobile_public": random.random() < 0.3,
        "street": f"{random.choice(words.STREETS)} {random.randint(1, 60)}",
        "postcode": postcode,
        "place": place.name_latin,
        "hours": random.choice(("Ponedeljak–petak, 7:30–15:30", "Radnim danima 7–15 časova", "")),
        "website": f"https://{host}/ler",
    }


def _documents(place: Municipality, random: Random, year: int) -> Values:
    documents: list[Values] = []
    for kind, title in _some(random, words.DOCUMENTS.items(), 1, 4):
        start = random.randint(year - 9, year)
        in_preparation = random.random() < 0.15
        period = {"start": start, "end": start + random.randint(3, 8), "adopted": f"{random.randint(1, 28)}.12.{start - 1}."}
        named = {"type": kind, "title": f"{title}: {place.name_latin} ({MARK})", "in_preparation": in_preparation}
        documents.append(named if in_preparation else named | period | {"link": f"https://{domain(place)}/dokumenta/{start}"})
    return {"documents": _numbered(documents)}


def _environment(place: Municipality, random: Random, year: int) -> Values:
    certificate = random.choice(("none", "none", "in_progress", "certified", "certified", "recertifying", "expired"))
    issued = year - (5 if certificate == "expired" else 1)
    dated = {"certificate_edition": "III", "certificate_issued": f"15.3.{issued}.", "certificate_valid_to": f"15.3.{issued + 3}."}
    hubs = [{"name": f"{name}, {place.name_latin}", "kind": kind, "year": 2014} for name, kind in _some(random, words.HUBS, 0, 2)]
    investors = [
        {
            "name": f"{name} ({MARK})",
            "country": country,
            "sector": sector,
            "year": random.randint(2008, year),
            "jobs": random.randint(15, 900),
        }
        for name, country, sector in _some(random, words.INVESTORS, 0, 4)
    ]
    incentives = [{"what": what, "act": act, "start": year - 1, "end": year + 2} for what, act in _some(random, words.INCENTIVES, 1, 3)]
    return {
        "certificate": certificate,
        **(dated if certificate in {"certified", "recertifying", "expired"} else {}),
        "business_council": random.choice(("yes", "no")),
        "one_stop_permits": random.choice(("yes", "yes", "no")),
        "free_zone": random.choice(("no", "no", "yes")),
        "incentives": _numbered(incentives),
        "hubs": _numbered(hubs),
        "sectors": _some(random, choices.SECTORS, 1, 5),
        "investors": _numbered(investors),
    }


def _sites(random: Random) -> Values:
    sites: list[Values] = []
    for name, kind in _some(random, words.SITES, 0, 4):
        area = random.randint(20, 900) / 10
        site = {
            "name": f"{name} ({MARK})",
            "type": kind,
            "area": str(area),
            "free": str(round(area * random.choice((0, 0.3, 0.5, 1)), 1)),
            "ownership": random.choice(list(choices.OWNERSHIP)),
            "parcel": f"{random.randint(1000, 9999)}/{random.randint(1, 20)}",
            "utilities": _some(random, choices.UTILITIES, 2, 6),
            "to_motorway": random.randint(1, 90),
            "to_railway": random.randint(1, 40),
            "to_airport": random.randint(10, 190),
            "price": random.choice(("", "8,5", "12", "15,75", "22")),
            "status": random.choice(("free", "free", "reserved", "sold")),
        }
        if site["status"] == "sold":
            site["free"] = "0"
        elif site["status"] == "free" and site["free"] == "0.0":
            site["free"] = site["area"]
        sites.append(site)
    return {"sites": _numbered(sites)}


def _projects(random: Random, year: int) -> Values:
    projects: list[Values] = []
    for title, donor, result in _some(random, words.PROJECTS, 1, 4):
        start = random.randint(year - 6, year)
        end = start + random.randint(1, 3)
        told = {"status": "finished", "result": result} if end < year else {"status": "running" if start < year else "approved"}
        named = {"title": f"{title} ({MARK})", "donor": donor, "role": random.choice(("lead", "partner"))}
        projects.append({**named, **told, "budget": random.randint(8, 900) * 1000, "start": start, "end": end})
    return {"projects": _numbered(projects)}


def _services(random: Random, year: int) -> Values:
    partners = [{"partner": f"Opština u susedstvu ({MARK})", "theme": "zajednički nastup na sajmu", "year": year - 1}]
    return {
        "services": _some(random, choices.SERVICES, 2, 7),
        "cooperation": _numbered(partners if random.random() < 0.6 else []),
        "networks": "\n".join(_some(random, words.NETWORKS, 0, 3)),
    }


def _in_cyrillic(content: Content) -> Content:
    """Return a profile as an office would have written it in Cyrillic script."""
    return {section.key: _turned(section.parts, content[section.key]) for section in SECTIONS}


def _turned(parts: tuple[Any, ...], values: Mapping[str, Any]) -> Values:
    turned = dict(values)
    for part in parts:
        if isinstance(part, Group):
            turned[part.key] = [_turned(part.fields, item) for item in values[part.key]]
        elif _is_prose(part):
            turned[part.key] = to_cyrillic(values[part.key])
    return turned


def _is_prose(spec: Field) -> bool:
    return type(spec.kind) in {kinds.Text, kinds.LongText} and spec.language != "en"
