"""What a profile asks for and what it keeps from the public: written down a second time on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from ledportal.offices.choices import OWNERSHIP
from ledportal.offices.content import problems
from ledportal.offices.declaration import Field, Group
from ledportal.offices.kinds import Choice, Choices, LongText, Text
from ledportal.offices.notations import Link
from ledportal.offices.profile import SECTIONS
from tests.factories import NOW, full_content

REQUIRED = {
    "office": "name form founded staff languages languages.language languages.level about",
    "contact": "head position team.name email reminder_email phone street postcode place",
    "documents": "documents.type documents.title",
    "environment": "certificate business_council incentives.what hubs.name hubs.kind sectors investors.name",
    "sites": "sites.name sites.type sites.area sites.ownership sites.status",
    "projects": "projects.title projects.donor projects.role projects.start projects.end projects.status",
    "services": "services cooperation.partner",
    "learning": "",
}
INTERNAL = {"contact.team.public", "contact.reminder_email", "contact.mobile_public"}
SWITCHED = {"contact.team": "public", "contact.mobile": "mobile_public"}
MOST = {"team": 20, "sites": 60}
NAMED = ("name", "title", "head", "person", "position", "place", "unit", "partner", "country", "donor", "other")
TODAY = NOW.date()


def declared() -> Iterator[tuple[str, Field | Group]]:
    for section in SECTIONS:
        for part in section.parts:
            yield f"{section.key}.{part.key}", part
            if isinstance(part, Group):
                yield from ((f"{section.key}.{part.key}.{spec.key}", spec) for spec in part.fields)


FIELDS = {path: part for path, part in declared() if isinstance(part, Field)}
GROUPS = {path: part for path, part in declared() if isinstance(part, Group)}


def test_what_is_asked_for_before_a_profile_is_submitted():
    asked = {path for path, part in declared() if (part.least if isinstance(part, Group) else part.required)}
    assert asked == {f"{section}.{key}" for section, keys in REQUIRED.items() for key in keys.split()}


def test_what_nobody_outside_sees():
    assert {path for path, spec in FIELDS.items() if spec.internal} == INTERNAL
    assert [section.key for section in SECTIONS if section.internal] == ["learning"]
    assert {path: part.public_if for path, part in declared() if part.public_if} == SWITCHED


def test_groups_have_their_limits():
    assert {path: group.most for path, group in GROUPS.items()} == {path: MOST.get(group.key, 30) for path, group in GROUPS.items()}


def test_texts_have_their_limits():
    long = {path: spec.kind.longest for path, spec in FIELDS.items() if type(spec.kind) is LongText}
    lines = {path: spec.kind.longest for path, spec in FIELDS.items() if type(spec.kind) is Text}
    assert long == dict.fromkeys(long, 1500) | {"projects.projects.result": 600}
    assert lines == {path: 200 if path.endswith(("name_en", *NAMED)) else 300 for path in lines}
    assert {spec.kind.longest for spec in FIELDS.values() if type(spec.kind) is Link} == {500}


def test_the_contact_is_confirmed_twice_a_year_and_the_rest_once():
    assert {section.key: section.months for section in SECTIONS} == {section.key: 12 for section in SECTIONS} | {"contact": 6}


def test_each_choice_has_its_options():
    lists = {path: len(spec.kind.options) for path, spec in FIELDS.items() if isinstance(spec.kind, Choice | Choices)}
    sizes = {
        "office.form": 8,
        "office.languages.level": 6,
        "documents.documents.type": 8,
        "environment.certificate": 5,
        "sites.sites.ownership": 4,
        "sites.sites.utilities": 7,
        "projects.projects.status": 3,
        "services.services": 7,
    }
    assert {path: lists[path] for path in sizes} == sizes


def broken(**sections: object) -> set[tuple[str, str]]:
    return {(each.section, each.field) for each in problems(full_content(**sections), today=TODAY)}


def test_a_full_content_may_be_submitted():
    assert broken() == set()


def test_the_staff_for_led_may_stay_open_and_is_no_more_than_all():
    assert broken(office={"staff_led": ""}) == set()
    assert broken(office={"staff": "2", "staff_led": "3"}) == {("office", "staff_led")}


def test_a_site_says_whose_it_is():
    sites = full_content()["sites"]["sites"]
    assert set(OWNERSHIP) >= {site["ownership"] for site in sites}
    assert broken(sites={"sites": [sites[0] | {"ownership": ""}]}) == {("sites", "ownership")}


def test_a_site_has_an_area_and_no_more_free_than_that():
    sites = full_content()["sites"]["sites"]
    assert broken(sites={"sites": [sites[0] | {"area": "0", "free": "0"}]}) == {("sites", "area")}
    assert broken(sites={"sites": [sites[0] | {"area": "3", "free": "3.5"}]}) == {("sites", "free")}


def test_the_founding_is_from_1990_to_this_year():
    years = {year: broken(office={"founded": year}) for year in ("1989", "1990", str(TODAY.year), str(TODAY.year + 1))}
    wrong = {("office", "founded")}
    assert list(years.values()) == [wrong, set(), set(), wrong]


def test_a_document_in_preparation_needs_no_period():
    documents = full_content()["documents"]["documents"]
    undated = documents[0] | {"start": "", "end": ""}
    assert broken(documents={"documents": [undated | {"in_preparation": True}]}) == set()
    assert broken(documents={"documents": [undated]}) == {("documents", "start"), ("documents", "end")}
    assert broken(documents={"documents": [documents[0] | {"start": "2030", "end": "2029"}]}) == {("documents", "end")}


def test_sectors_are_one_to_five():
    six = ["agriculture", "food", "metal", "wood", "ict", "tourism"]
    found = [broken(environment={"sectors": chosen}) for chosen in ([], six[:1], six[:5], six)]
    wrong = {("environment", "sectors")}
    assert found == [wrong, set(), set(), wrong]
