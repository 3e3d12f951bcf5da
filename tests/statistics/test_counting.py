"""What entries add up to, counted another way."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from ledportal.offices import choices
from ledportal.offices.sites import free_area
from ledportal.offices.validity import Validity, validity
from ledportal.statistics.counting import ANY, FOUNDED, STAFF, UNKNOWN, Facts, Tally, added, by_band, hectares, in_force, median
from ledportal.statistics.declared import BY_SLUG, FIGURES, Coverage, Part, Unit, figures

YEAR = 2026
DIGITS = st.integers(0, 2100).map(str)
AREA = st.decimals(0, 1000, places=2).map(str)
SITE = st.fixed_dictionaries({
    "type": st.sampled_from(sorted(choices.SITE_TYPES)), "area": AREA, "free": AREA | st.just(""),
    "status": st.sampled_from(sorted(choices.SITE_STATUSES)),
})  # fmt: skip
DOCUMENT = st.fixed_dictionaries({
    "type": st.sampled_from(sorted(choices.DOCUMENT_TYPES)), "in_preparation": st.booleans(),
    "end": st.integers(YEAR - 3, YEAR + 3).map(str) | st.just(""),
})  # fmt: skip
FACTS = st.builds(
    Facts,
    form=st.sampled_from(sorted(choices.FORMS)) | st.none(),
    staff=DIGITS | st.sampled_from(["", None, "pet"]),
    founded=DIGITS | st.none(),
    certificate=st.sampled_from(sorted(choices.CERTIFICATES)) | st.just(""),
    sectors=st.lists(st.sampled_from(sorted(choices.SECTORS)), max_size=5, unique=True),
    sites=st.lists(SITE, max_size=4),
    documents=st.lists(DOCUMENT, max_size=4) | st.none(),
)
ENTRIES = st.lists(FACTS, max_size=20)


def tally(entries):
    found = Tally()
    for each in entries:
        found.add(each)
    return found


def in_force_of(entry):
    today = date(YEAR, 6, 1)
    return [each["type"] for each in entry.documents or () if validity(each, today=today) is Validity.IN_FORCE]


@given(ENTRIES)
def test_every_entry_is_counted_once_under_each_question(entries):
    found = tally(entries)
    banded = (by_band(found.staff, STAFF), by_band(found.founded, FOUNDED))
    for counts in (found.forms, found.certificates, *banded):
        assert sum(counts.values()) == len(entries) == found.entries


@given(ENTRIES)
def test_sectors_are_named_by_offices(entries):
    found = tally(entries).sectors
    assert all(found[code] == sum(code in each.sectors for each in entries) for code in choices.SECTORS)
    assert found[UNKNOWN] == sum(not each.sectors for each in entries)


@given(ENTRIES)
def test_hectares_are_those_that_can_be_had(entries):
    found, sites = tally(entries), [site for each in entries for site in each.sites]
    assert sum(hectares(found.ares).values()) == sum((free_area(site) for site in sites), Decimal(0))
    assert found.with_a_site == sum(any(map(free_area, each.sites)) for each in entries)


@given(ENTRIES)
def test_documents_are_those_in_force_and_an_office_counts_once_for_each_type_and_once_for_any(entries):
    found, held = tally(entries), [in_force_of(each) for each in entries]
    assert in_force(found.documents, YEAR) == dict(Counter(kind for each in held for kind in each))
    expected = Counter(kind for each in held for kind in {*each, *([ANY] if each else ())})
    assert in_force(found.with_documents, YEAR) == dict(expected)


@given(st.lists(ENTRIES, max_size=4))
def test_the_parts_add_up_to_the_whole(parts):
    assert added(map(tally, parts)) == tally([each for part in parts for each in part])


@given(ENTRIES)
def test_half_of_those_who_say_it_have_at_most_the_median(entries):
    numbers = [int(each.staff) for each in entries if each.staff and each.staff.isdigit()]
    assert median(tally(entries).staff) == (median_low(numbers) if numbers else None)


@given(st.integers(0, 3000))
def test_the_bands_have_no_gap_and_no_overlap(number):
    for bands in (STAFF, FOUNDED):
        assert sum(band.holds(number) for band in bands) == 1


@given(st.dictionaries(st.sampled_from(["01", "02", "03"]), st.tuples(ENTRIES, st.integers(0, 5)), min_size=1))
def test_each_figure_of_the_register_is_the_sum_of_its_districts(districts):
    coverage = {code: Counter({Coverage.ENTRY: len(entries), Coverage.UNKNOWN: others}) for code, (entries, others) in districts.items()}
    parts = {code: Part(tally(entries), coverage[code]) for code, (entries, _) in districts.items()}
    for each in figures(parts, year=YEAR):
        total, districts = each.total, each.districts.values()
        for name in ("values", "offices"):
            for code, number in getattr(total, name).items():
                assert number == sum(getattr(numbers, name)[code] for numbers in districts)
        assert (total.whole, total.with_any) == (sum(part.whole for part in districts), sum(part.with_any for part in districts))
        if not each.declared.several:
            assert sum(total.values.values()) == total.whole


@given(ENTRIES)
def test_a_page_leaves_out_only_what_nobody_left_open(entries):
    for each in figures({"01": Part(tally(entries))}, year=YEAR):
        hidden = set(each.total.values) - set(each.shown)
        assert hidden <= {UNKNOWN} and not any(each.total.values[code] for code in hidden if each.declared.unit is not Unit.MUNICIPALITIES)


def test_the_declarations_have_names_of_their_own():
    assert len(BY_SLUG) == len({each.name for each in FIGURES}) == len(FIGURES)
    assert all(each.focus in ("", *each.labels) for each in FIGURES)
