"""The figures in the reader's words: labels, numbers, shares, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import gettext, ngettext

from ledportal.dates import format_number
from ledportal.figures.bars import Bar, BarChart, bar_chart
from ledportal.figures.shares import percent
from ledportal.languages import current_locale
from ledportal.statistics.declared import Declared, Figure, Number, Unit
from ledportal.statistics.figures import Statistics
from ledportal.text import N_

ROOM = {Unit.MUNICIPALITIES: 112, Unit.OFFICES: 112, Unit.HECTARES: 170}
"""For a number and its share at the end of a bar."""
WHOLES = {
    Unit.MUNICIPALITIES: N_("Towns and municipalities"),
    Unit.OFFICES: N_("Offices with an entry"),
    Unit.HECTARES: N_("Hectares"),
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
    number, declared = figure.numbers[code], figure.declared
    text = f"{measured(declared, number)} ({share(number, figure.whole)})"
    return Bar(label(declared, code), float(100 * number / figure.whole) if figure.whole else 0, text)


def finding(figure: Figure) -> str:
    """Say the answer in one line; nothing where all numbers are 0."""
    if not any(figure.numbers.values()):
        return ""
    code = figure.declared.focus or max(figure.shown, key=lambda each: figure.numbers[each])
    values = {
        "label": label(figure.declared, code),
        "number": measured(figure.declared, figure.numbers[code]),
        "total": measured(figure.declared, figure.whole),
        "share": share(figure.numbers[code], figure.whole),
    }
    if figure.declared.focus:
        return gettext("%(label)s: %(number)s of %(total)s (%(share)s)", **values)
    if figure.declared.unit is Unit.HECTARES:
        return gettext("The most: %(label)s – %(number)s of %(total)s (%(share)s)", **values)
    return gettext("Most often: %(label)s – %(number)s of %(total)s (%(share)s)", **values)


def of_whom(figure: Figure) -> str:
    """Say what the shares are shares of."""
    number = quick(figure.whole)
    match figure.declared.unit:
        case Unit.MUNICIPALITIES:
            return ngettext(
                "Of %(number)s town or municipality.", "Of %(number)s towns and municipalities.", int(figure.whole), number=number
            )
        case Unit.OFFICES:
            return ngettext("Of %(number)s office with an entry.", "Of %(number)s offices with an entry.", int(figure.whole), number=number)
    return gettext("Of %(area)s ha.", area=number)


def rows(figure: Figure, found: Statistics) -> Iterator[list[object]]:
    """Yield a figure as a table: Serbia, then each district."""
    declared, locale = figure.declared, current_locale()
    yield [gettext("District"), whole_label(declared), *(label(declared, code) for code in declared.labels)]
    yield [gettext("Serbia"), *map(_cell, (figure.whole, *figure.numbers.values()))]
    for each in found.districts:
        yield [each.name(locale), *map(_cell, (figure.wholes[each.code], *figure.districts[each.code].values()))]


def _cell(number: Number) -> str:
    """Return a number as a spreadsheet of the reader's country takes it for one."""
    text = f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
    return text if current_locale() == "en" else text.replace(".", ",")
