"""What once was public and is not any more is not shown, whatever the place where it stands."""

from __future__ import annotations

import copy

import pytest

from ledportal.offices.comparison import Change, compare
from ledportal.offices.content import public_content
from ledportal.offices.declaration import Personal
from ledportal.offices.masking import FORMER_HEAD, SIGN, Masked, as_data, mask, masked, scrubbed
from ledportal.offices.profile import SECTIONS
from tests.factories import full_content

PDF, PHOTO = "a" * 32, "b" * 32
FORMER = {
    "head": "dr Vesna Kanarinac", "position": "rukovodilac, dr Vesna Kanarinac", "contact_person": "Zoran Bivši",
    "email": "vesna@kanarinac.example.org",
    "phone": "+381641111222", "mobile": "+381643333444", "mobile_public": True, "hours": "Pozovite V. Kanarinac",
    "website": "https://becej.example.org/vesna-kanarinac",
    "team": [{"id": "t9", "name": "Olga Otišla", "task": "zamenjuje Vesnu Kanarinac", "phone": "+381645555666", "email": "olga@example.org",
              "public": True}],
}  # fmt: skip
TEXT = "Вођа је Весна Канаринац (vesna@kanarinac.example.org, 064/111-1222), a Olgu Otišlu zovite na +381 64 5555 666."
CANARIES = ("esn", "анаринац", "anarinac", "ivši", "tišl", "olga@", "41111222", "43333444", "45555666", "111-1222", "5555 666")


def former():
    content = full_content(contact=FORMER, office={"about": TEXT, "logo": [PHOTO]})
    content["documents"]["documents"][0] |= {
        "file": [PDF],
        "title": "Plan Vesne Kanarinac",
        "link": "https://a.example.org/Vesna_Kanarinac.pdf",
    }
    content["projects"]["projects"][0]["result"] = "Projekat je vodio Zoran Bivši."
    content["services"]["networks"] = "Mreža; Otišla Olga"
    content["sites"]["sites"][0]["name"] = "Zona Kanarinac Vesna"
    return public_content(content)


def present(**contact):
    return public_content(full_content(contact=contact))


def seen(content):
    """Return all that a reader could see of a content, as one text."""
    return repr(content)


def test_the_canaries_are_in_what_is_masked():
    assert [each for each in CANARIES if each not in seen(former())] == []


def test_nothing_of_a_person_who_is_no_longer_named_is_left_anywhere():
    found = masked(former(), mask(present(), [former()], gone=False))
    assert [each for each in CANARIES if each in seen(found)] == []
    assert found["contact"]["head"].message == FORMER_HEAD
    assert found["office"]["about"] == f"Вођа је {SIGN} ({SIGN}, {SIGN}), a {SIGN} zovite na {SIGN}."


@pytest.mark.parametrize("section", [each for each in SECTIONS if not each.internal])
def test_what_names_a_person_is_declared_to(section):
    """A field that is called after a person or a way to reach one is personal."""
    groups = [(group.key, spec) for group in section.groups for spec in group.fields]
    specs = [*(("", spec) for spec in section.fields), *groups]
    personal = {(group, spec.key) for group, spec in specs if spec.personal}
    named = {
        (group, spec.key)
        for group, spec in specs
        if not spec.internal and spec.key in {"head", "contact_person", "email", "phone", "mobile"}
    }
    assert personal == named | {("team", "name") for key in [section.key] if key == "contact"}


def test_who_is_named_today_is_named_in_the_past_too():
    today = present(head="Весна Канаринац", email="vesna@kanarinac.example.org")
    found = masked(former(), mask(today, [former()], gone=False))
    assert found["contact"]["head"] == "dr Vesna Kanarinac"
    assert found["contact"]["email"] == "vesna@kanarinac.example.org"
    assert "Весна Канаринац (vesna@kanarinac.example.org" in found["office"]["about"]
    assert "Olgu" not in found["office"]["about"]


def test_a_number_that_was_public_and_is_switched_off_is_hidden():
    today = present(mobile="+381643333444", mobile_public=False)
    assert isinstance(masked(former(), mask(today, [former()], gone=False))["contact"]["mobile"], Masked)
    today = present(mobile="+381643333444", mobile_public=True)
    assert masked(former(), mask(today, [former()], gone=False))["contact"]["mobile"] == "+381643333444"


def test_a_colleague_who_is_not_published_any_more_is_hidden():
    hidden = [{**FORMER["team"][0], "public": False}]
    (item,) = masked(former(), mask(present(team=hidden), [former()], gone=False))["contact"]["team"]
    assert isinstance(item["name"], Masked) and isinstance(item["phone"], Masked) and isinstance(item["email"], Masked)


def test_the_telephone_of_an_office_that_moved_is_no_secret():
    old = public_content(full_content(contact={"phone": "+38121555333"}))
    assert masked(old, mask(present(), [old], gone=False))["contact"]["phone"] == "+38121555333"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zvati 064/111-2222 065/333-4444", "Zvati […] 065/333-4444"),
        ("Zvati 065/333-4444 064/111-2222", "Zvati 065/333-4444 […]"),
        ("Tel: 064/111-2222 - 022/555-666", "Tel: […] - 022/555-666"),
        ("Zvati 064 1112222 (2024)", "Zvati […] (2024)"),
        ("064.111.2222 2026. godine", "[…] 2026. godine"),
        ("+381 (0)64 111 22 22, 00381641112222; (064) 111–22–22", "[…], […]; […]"),
        ("381 64 1112222 i 64/1112222 i 064\u00ad1112\u200b222", "[…] i […] i […]"),
        ("Broj 10641112222 i 06411122223", "Broj 10641112222 i 06411122223"),
    ],
)
def test_a_former_number_is_hidden_by_itself_whatever_stands_beside_it(text, shown):
    old = public_content(full_content(contact={"mobile": "+381641112222", "mobile_public": True, "phone": "+38122555666"}))
    assert scrubbed(text, mask(present(), [old], gone=False)) == shown


def test_a_former_number_of_another_country_is_hidden():
    old = public_content(full_content(contact={"mobile": "+4915123456789", "mobile_public": True}))
    assert scrubbed("0049 151 2345 6789 ili 0151/23456789", mask(present(), [old], gone=False)) == "[…] ili […]"


def test_what_is_no_telephone_number_is_hidden_as_it_was_written():
    before = copy.deepcopy(full_content())
    before["contact"].update(mobile="centrala, lokal 12", mobile_public=True)
    by = mask(public_content(full_content()), [public_content(before)], gone=False)
    assert scrubbed("Zovite: Centrala, lokal 12.", by) == f"Zovite: {SIGN}."
    assert isinstance(masked(public_content(before), by)["contact"]["mobile"], Masked)


def test_a_file_is_shown_as_long_as_it_is_public():
    today = copy.deepcopy(present())
    by = mask(today, [former()], gone=False)
    assert isinstance(masked(former(), by)["documents"]["documents"][0]["file"], Masked)
    today["office"]["logo"] = [PHOTO]
    assert masked(former(), mask(today, [], gone=False))["office"]["logo"] == [PHOTO]


def test_of_an_office_that_is_gone_nobody_is_named():
    last = former()
    found = as_data(last, mask(last, [last], gone=True))
    assert [each for each in CANARIES if each in seen(found)] == []
    assert found["contact"]["head"] == "" and found["contact"]["team"] == []
    assert found["contact"]["street"] == last["contact"]["street"]
    assert found["documents"]["documents"][0]["file"] == [PDF]
    assert set(found["contact"]) == set(last["contact"])


def test_what_is_published_today_stays_as_it_is_but_for_who_was_named_before():
    today = present()
    assert as_data(today, mask(today, [], gone=False)) == today
    today["office"]["about"] = f"Mira Đorđević. {TEXT}"
    found = as_data(today, mask(today, [former()], gone=False))
    assert found["office"]["about"].startswith("Mira Đorđević. ") and "Канаринац" not in found["office"]["about"]
    assert {**found, "office": None} == {**today, "office": None}


def test_a_comparison_sees_that_a_hidden_name_changed_and_when_it_did_not():
    one, two, three = former(), former(), former()
    two["contact"]["head"], three["contact"]["head"] = "Весна Канаринац", "Jovana Druga"
    by = mask(present(), [one, two, three], gone=False)
    heads = [masked(each, by) for each in (one, two, three)]
    changes = [_change_of_head(before, after) for before, after in (heads[:2], heads[1:])]
    assert changes == [Change.UNCHANGED, Change.CHANGED]


def _change_of_head(before, after):
    contact = next(each for each in compare(before, after).sections if each.section.key == "contact")
    return next(part.change for part in contact.parts if part.path == "contact.head")


def test_the_kinds_of_personal_fields_are_all_used():
    fields = [spec for section in SECTIONS for part in section.parts for spec in getattr(part, "fields", (part,))]
    assert {spec.personal for spec in fields} == {None, *Personal}
