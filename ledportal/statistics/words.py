"""The figures in the reader's words: labels, numbers, shares, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from flask_babel import gettext, ngettext

from ledportal.dates import format_number
from ledportal.figures.bars import Bar, BarChart, bar_chart
from ledportal.figures.shares import percent
from ledportal.languages import current_locale
from ledportal.statistics.declared import Declared, Figure, Number, Numbers, Unit
from ledportal.statistics.figures import Statistics
from ledportal.text import N_

ROOM = {Unit.MUNICIPALITIES: 112, Unit.OFFICES: 112, Unit.HECTARES: 170, Unit.DOCUMENTS: 112}
"""For a number and its share at the end of a bar."""
WHOLES = {
    Unit.MUNICIPALITIES: N_("Towns and municipalities"),
    Unit.OFFICES: N_("Offices with an entry"),
    Unit.HECTARES: N_("Hectares"),
    Unit.DOCUMENTS: N_("Documents in force"),
}


def label(declared: Declared, code: str) -> str:
    return gettext(declared.labels[code])


def whole_label(declared: Declared) -> str:
    return gettext(WHOLES[declared.unit])


def quick(number: Number) -> str:
    """Return a number with the reader's separators; a small whole one needs none."""
    return str(number) if isinstance(number, int) and number < 1000 else format_number(number)


def measured(declared: Declared, number: Number) -> str:
    return f"{quick(number)} ha" if declared.unit is Unit.HECTARES else quick(number)


def share(number: Number, whole: Number) -> str:
    """Return a share in whole per cent; nothing has none."""
    found = percent(number, whole)
    return "–" if found is None else f"{found}%"


def chart(figure: Figure) -> BarChart:
    """Return the bars of a figure, each with its number and share."""
    return bar_chart([_bar(figure, code) for code in figure.shown], room=ROOM[figure.declared.unit])


def _bar(figure: Figure, code: str) -> Bar:
    number, whole, declared = figure.total.values[code], figure.total.whole, figure.declared
    return Bar(label(declared, code), _percent(number, whole), f"{measured(declared, number)} ({share(number, whole)})")


def by_district(figure: Figure, found: Statistics) -> tuple[BarChart, BarChart]:
    """Return a bar for each district, the longest first: its share of what the question is about, or its part of an amount.

    They are two charts, which stand side by side where there is room.
    """
    bars = [_district_bar(figure, figure.districts[each.code], each.name(current_locale())) for each in found.districts]
    longest = 100 if figure.declared.focus else max(bar.share for bar in bars)
    scaled = [replace(bar, share=100 * bar.share / longest) for bar in sorted(bars, key=lambda bar: -bar.share)]
    half = (len(scaled) + 1) // 2
    first, second = (bar_chart(some, room=ROOM[figure.declared.unit]) for some in (scaled[:half], scaled[half:]))
    return first, second


def _district_bar(figure: Figure, numbers: Numbers, name: str) -> Bar:
    if focus := figure.declared.focus:
        number = numbers.values[focus]
        return Bar(name, _percent(number, numbers.whole), f"{quick(number)} / {quick(numbers.whole)} ({share(number, numbers.whole)})")
    return Bar(name, _percent(numbers.whole, figure.total.whole), measured(figure.declared, numbers.whole))


def _percent(number: Number, whole: Number) -> float:
    return float(100 * number / whole) if whole else 0


def finding(figure: Figure) -> str:
    """Say the answer in one line."""
    total = figure.total
    code = figure.declared.focus or max(figure.shown, key=lambda each: total.values[each])
    values = {
        "label": label(figure.declared, code),
        "number": measured(figure.declared, total.values[code]),
        "total": measured(figure.declared, total.whole),
        "share": share(total.values[code], total.whole),
    }
    if figure.declared.focus:
        return gettext("%(label)s: %(number)s of %(total)s (%(share)s)", **values)
    if figure.declared.unit is Unit.HECTARES:
        return gettext("The most: %(label)s – %(number)s of %(total)s (%(share)s)", **values)
    return gettext("Most often: %(label)s – %(number)s of %(total)s (%(share)s)", **values)


def of_whom(figure: Figure) -> str:
    """Say what the shares are shares of."""
    whole = figure.total.whole
    number = quick(whole)
    match figure.declared.unit:
        case Unit.MUNICIPALITIES:
            return ngettext("Of %(number)s town or municipality.", "Of %(number)s towns and municipalities.", int(whole), number=number)
        case Unit.OFFICES:
            return ngettext("Of %(number)s office with an entry.", "Of %(number)s offices with an entry.", int(whole), number=number)
        case Unit.DOCUMENTS:
            return ngettext("Of %(number)s document in force.", "Of %(number)s documents in force.", int(whole), number=number)
    return gettext("Of %(area)s ha.", area=number)


def rows(figure: Figure, found: Statistics) -> Iterator[list[object]]:
    """Yield a figure as a table: Serbia, then each district; where documents are counted, the offices that have them stand last."""
    declared, locale = figure.declared, current_locale()
    labels = [label(declared, code) for code in declared.labels]
    with_them = [gettext("Offices with one"), *(gettext("Offices with one: %(label)s", label=each) for each in labels)]
    yield [gettext("District"), whole_label(declared), *labels, *(with_them if declared.offices else ())]
    yield [gettext("Serbia"), *_cells(figure.total)]
    for each in found.districts:
        yield [each.name(locale), *_cells(figure.districts[each.code])]


def _cells(numbers: Numbers) -> Iterator[str]:
    offices = (numbers.with_any, *numbers.offices.values()) if numbers.offices else ()
    return map(_cell, (numbers.whole, *numbers.values.values(), *offices))


def _cell(number: Number) -> str:
    """Return a number as a spreadsheet of the reader's country takes it for one."""
    text = f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
    return text if current_locale() == "en" else text.replace(".", ",")
