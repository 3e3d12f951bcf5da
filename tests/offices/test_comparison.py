"""What is different between two contents."""

from __future__ import annotations

import copy
import time
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ledportal.offices.comparison import Change, Comparison, GroupChange, compare, differing
from ledportal.offices.content import empty_content
from ledportal.offices.declaration import Field, Group
from ledportal.offices.kinds import Choices, Files, Flag
from ledportal.offices.profile import SECTIONS
from tests.factories import full_content

ADDED, REMOVED, CHANGED, UNCHANGED = Change.ADDED, Change.REMOVED, Change.CHANGED, Change.UNCHANGED
SITE = {"id": "s1", "name": "Sever", "type": "greenfield", "area": "12", "status": "free"}
OTHER = {"id": "s2", "name": "Jug", "type": "greenfield", "area": "5", "status": "free"}


def changes(found: Comparison) -> dict[str, Change]:
    """Return what happened, by path, without what stayed as it was."""
    flat: dict[str, Change] = {}
    for part in (part for section in found.sections for part in section.parts):
        if isinstance(part, GroupChange):
            flat |= {item.path: item.change for item in part.items}
            flat |= {each.path: each.change for item in part.items for each in item.fields if item.change == CHANGED}
        else:
            flat[part.path] = part.change
    return {path: change for path, change in flat.items() if change != UNCHANGED}


def differ(*contents: Any) -> dict[str, Change]:
    return changes(compare(*contents))


def test_fields_are_added_removed_and_changed():
    old = full_content(contact={"website": "https://a.rs", "hours": ""})
    new = full_content(contact={"website": "", "hours": "7–15", "head": "Neko Drugi"})
    assert differ(old, new) == {"contact.head": CHANGED, "contact.hours": ADDED, "contact.website": REMOVED}


def test_items_are_told_apart_by_their_ids():
    old = full_content(sites={"sites": [SITE, OTHER]})
    new = full_content(sites={"sites": [{**OTHER, "id": "s3"}, SITE | {"area": "14", "parcel": "12/1"}]})
    assert differ(old, new) == {
        "sites.sites.s1": CHANGED,
        "sites.sites.s1.area": CHANGED,
        "sites.sites.s1.parcel": ADDED,
        "sites.sites.s2": REMOVED,
        "sites.sites.s3": ADDED,
    }


def test_an_item_that_moved_did_not_change():
    assert differ(full_content(sites={"sites": [SITE, OTHER]}), full_content(sites={"sites": [OTHER, SITE]})) == {}


def test_items_stand_in_their_new_order_and_removed_ones_last():
    third = {**OTHER, "id": "s3"}
    found = compare(full_content(sites={"sites": [SITE, OTHER]}), full_content(sites={"sites": [third, OTHER]}))
    (group,) = next(each for each in found.sections if each.section.key == "sites").parts
    assert [(item.values["id"], item.place) for item in group.items] == [("s3", 0), ("s2", 1), ("s1", 2)]


def test_a_switch_changes_and_is_neither_added_nor_removed():
    on, off = full_content(contact={"mobile_public": True}), full_content(contact={"mobile_public": False})
    assert differ(off, on) == differ(on, off) == {"contact.mobile_public": CHANGED}


def test_everything_in_a_first_submission_is_new():
    found = compare(None, full_content())
    assert found.is_first and set(changes(found).values()) == {ADDED}
    assert "contact.team.t1" in changes(found) and "contact.website" not in changes(found)


def test_an_older_content_that_lacks_a_field_is_read_as_empty():
    old = full_content()
    del old["learning"], old["contact"]["website"], old["sites"]["sites"]
    assert differ(old, full_content(contact={"website": "https://a.rs"}, sites={"sites": []})) == {
        "contact.website": ADDED,
        "learning.training_needs": ADDED,
    }


def test_what_changed_in_a_few_words_counts_fields_and_items():
    old = full_content(sites={"sites": [SITE]})
    new = full_content(contact={"head": "Neko Drugi", "hours": "7–15"}, sites={"sites": [SITE | {"area": "1", "parcel": "2"}, OTHER]})
    found = compare(old, new)
    assert found.in_a_few_words == [("Contact", 2), ("Investment sites", 2)]
    assert (found.summary, found.count) == ({ADDED: 2, REMOVED: 0, CHANGED: 2}, 4)


def test_a_comment_may_be_about_every_field_group_and_item():
    paths = set(compare(full_content(sites={"sites": [SITE]}), full_content(sites={"sites": [OTHER]})).paths())
    assert paths > {"contact.head", "sites.sites", "sites.sites.s1", "sites.sites.s2.area"}


def test_an_id_that_stands_twice_hides_nothing():
    twice = full_content(sites={"sites": [SITE, SITE | {"name": "Skriveno"}]})
    assert compare(full_content(sites={"sites": [SITE]}), twice).summary[ADDED] == 1


def value_of(spec: Field) -> st.SearchStrategy[Any]:
    if isinstance(spec.kind, Flag):
        return st.booleans()
    if isinstance(spec.kind, Choices | Files):
        return st.lists(st.sampled_from("abc"), max_size=2)
    return st.sampled_from(["", "a", "b"])


def items_of(group: Group) -> st.SearchStrategy[Any]:
    item = st.fixed_dictionaries({"id": st.sampled_from("123"), **{spec.key: value_of(spec) for spec in group.fields}})
    return st.lists(item, max_size=3, unique_by=lambda each: each["id"])


CONTENTS = st.fixed_dictionaries(
    {
        section.key: st.fixed_dictionaries(
            {part.key: value_of(part) if isinstance(part, Field) else items_of(part) for part in section.parts}
        )
        for section in SECTIONS
    }
)
few = settings(max_examples=40)


def by_id(value: Any) -> Any:
    """Return a group's items in the order of their ids, and any other value as it is."""
    return sorted(value, key=lambda each: each["id"]) if value and isinstance(value, list) and isinstance(value[0], dict) else value


def sorted_items(content: Any) -> Any:
    return {key: {name: by_id(value) for name, value in values.items()} for key, values in content.items()}


@few
@given(CONTENTS, CONTENTS)
def test_nothing_differs_exactly_where_the_contents_are_the_same(old, new):
    assert differ(old, old) == {}
    assert (differ(old, new) == {}) == (sorted_items(old) == sorted_items(new))


@few
@given(CONTENTS, CONTENTS)
def test_looked_at_from_the_other_side_what_was_added_was_removed(old, new):
    turned = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED}
    assert differ(new, old) == {path: turned[change] for path, change in differ(old, new).items()}


@few
@given(CONTENTS)
def test_a_first_submission_names_all_that_stands_there(content):
    assert differ(None, content) == {path: change for path, change in differ(empty_content(), content).items() if change == ADDED} | {
        path: ADDED for path, change in differ(empty_content(), content).items() if change == CHANGED
    }


@few
@given(CONTENTS, CONTENTS)
def test_comparing_changes_neither_content_and_names_each_path_once(old, new):
    kept = copy.deepcopy((old, new))
    counts = Counter(compare(old, new).paths())
    assert (old, new) == kept and set(counts.values()) == {1}


TEXTS = st.text(alphabet="ab č\n", max_size=30)


@few
@given(TEXTS, TEXTS)
def test_the_pieces_of_two_texts_are_the_texts_and_what_is_not_marked_is_the_same_in_both(old, new):
    found = differing(old, new)
    if found is None:
        assert set(old.split()).isdisjoint(new.split())
        return
    left, right = found
    assert ("".join(text for text, _ in left), "".join(text for text, _ in right)) == (old, new)
    same = [[text for text, differs in side if not differs] for side in found]
    assert same[0] == same[1]


def test_two_texts_that_are_all_alike_are_compared_at_once():
    start = time.process_time()
    assert differing("a " * 750, "a a b " * 250) is not None
    assert time.process_time() - start < 3
