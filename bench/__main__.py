"""``make bench``: five years of the register in minutes, 100,000 offices, the pages, the catalogue, and the worker's throughput."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Sequence

from bench import catalogue, datasette, downloads, figures, growth, lighthouse, pages, search, throughput
from bench.databases import application, let_go
from bench.simulation.play import simulate
from bench.simulation.report import print_outcome

DATABASES = ("sqlite", "postgresql")
OFFICES, DAYS, SEED = 145, 1826, 20270111
SMALL, LARGE = 145, 100_000


def _years(database: str, options: argparse.Namespace) -> bool:
    """Play five years; say whether everything was right."""
    with application(database) as app:
        outcome = simulate(app, offices=options.offices, days=options.days, seed=options.seed)
    print_outcome(outcome, database)
    return outcome.is_right


def _growth(database: str, options: argparse.Namespace) -> bool:
    return growth.measure(database, at_once=options.at_once)


def _throughput(database: str, _options: argparse.Namespace) -> bool:
    return throughput.measure(database)


def _search(database: str, options: argparse.Namespace) -> bool:
    return search.measure(database, options.small, options.large)


PARTS: dict[str, Callable[[str, argparse.Namespace], bool]] = {
    "years": _years,
    "catalogue": lambda _database, _options: catalogue.measure(),
    "datasette": datasette.measure,
    "downloads": downloads.measure,
    "growth": _growth,
    "lighthouse": lambda _database, _options: lighthouse.measure(),
    "pages": pages.measure,
    "search": _search,
    "throughput": _throughput,
}
"""What can be measured. Each part prints what it found on a database, notes its figures, and says whether they are as they should be."""
GROUPS = {"directory": ("pages", "search", "datasette", "downloads", "lighthouse"), "reminders": ("years", "growth", "throughput")}
"""Names for several parts."""
ONE_DATABASE = {"catalogue": "sqlite", "lighthouse": "sqlite"}
"""Parts for which the database does not matter, each with the one on which it runs."""


def main() -> None:
    options = _options()
    failed = [name for part in _parts(options.parts) for name in _measured(part, options)]
    let_go()
    figures.print_noted()
    if options.write:
        figures.write_noted()
    if failed:
        sys.exit(f"\nNot as it should be: {', '.join(failed)}.")
    print("\nAll as it should be.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}, or {', '.join(GROUPS)}; all by default"
    )
    parser.add_argument("--database", choices=DATABASES, help="one database only")
    parser.add_argument("--offices", type=int, default=OFFICES, help="offices of the simulation")
    parser.add_argument("--days", type=int, default=DAYS, help="days of the simulation")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the simulation")
    parser.add_argument("--at-once", type=int, default=growth.AT_ONCE, help="offices of the day on which all are due")
    parser.add_argument("--small", type=int, default=SMALL, help="offices of the smaller register of pages, search and downloads")
    parser.add_argument("--large", type=int, default=LARGE, help="offices of the larger one")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    options = parser.parse_args()
    if unknown := set(options.parts) - {*PARTS, *GROUPS}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    return options


def _parts(named: Sequence[str]) -> list[str]:
    """Return the parts that are meant, each once."""
    return [*dict.fromkeys(part for name in named or PARTS for part in GROUPS.get(name, (name,)))]


def _measured(part: str, options: argparse.Namespace) -> list[str]:
    """Measure a part; return where it was not as it should be."""
    failed = []
    databases = [ONE_DATABASE[part]] if part in ONE_DATABASE else [options.database] if options.database else DATABASES
    for database in databases:
        start = time.perf_counter()
        try:
            right = PARTS[part](database, options)
        except Exception:  # what else was measured is not lost
            traceback.print_exc()
            right = False
        print(f"  {'As' if right else 'NOT as'} it should be, after {time.perf_counter() - start:.0f} s.", flush=True)
        if not right:
            failed.append(f"{part} on {database}")
    return failed


if __name__ == "__main__":
    main()
