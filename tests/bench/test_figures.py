"""The figures that ``make bench`` writes into docs/performance.md."""

from __future__ import annotations

from bench import figures
from bench.figures import Figure

EMPTY = "# Title\n\n<!-- figures -->\n| old head |\n| --- |\n<!-- end -->\n\nMore.\n"
PAGES = Figure("pages", "home, 100,000 offices", "3,000/s", "5,000/s", "at least 50 %", "1.1 times", True)
SEARCH = Figure("search", "p99, 145 offices", "60 ms", "", "under 50 ms", "", False)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ") and "---" not in line][1:]


def test_each_figure_is_a_line_with_its_day_between_what_else_stands_there():
    text = figures.with_figures(EMPTY, [PAGES, SEARCH], "2027-01-02")
    assert text.startswith("# Title\n") and text.endswith("<!-- end -->\n\nMore.\n")
    assert lines(text) == [
        "| pages | home, 100,000 offices | 3,000/s | 5,000/s | at least 50 % | 1.1 times | yes | 2027-01-02 |",
        "| search | p99, 145 offices | 60 ms |  | under 50 ms |  | NO | 2027-01-02 |",
    ]


def test_what_is_measured_again_replaces_its_own_line_only():
    other = Figure("search", "p99, 100,000 offices", "45 ms", "", "under 50 ms", "", True)
    before = figures.with_figures(EMPTY, [PAGES, other, SEARCH], "2027-01-02")
    after = figures.with_figures(before, [Figure("search", "p99, 145 offices", "40 ms", "", "under 50 ms", "", True)], "2027-01-03")
    assert lines(after) == [*lines(before)[:2], "| search | p99, 145 offices | 40 ms |  | under 50 ms |  | yes | 2027-01-03 |"]


def test_the_document_has_a_place_for_figures():
    assert figures.PLACE.search(figures.DOCUMENT.read_text())


def test_a_figure_says_how_much_longer_the_same_takes_in_a_large_register(monkeypatch):
    monkeypatch.setattr(figures, "NOTED", [])
    assert not figures.note("pages", "home, 100,000 offices", ours="70 ms", goal="under 60 ms", growth=1.26, kept=False)
    assert figures.note("pages", "home, 145 offices", ours="50 ms")
    assert [each.growth for each in figures.NOTED] == ["1.3 times", ""]
    assert [line.split(" | ")[6] for line in lines(figures.with_figures(EMPTY, figures.NOTED, "2027-01-02"))] == ["NO", ""]
