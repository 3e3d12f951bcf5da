"""``make bench``: five years of the register in minutes, 100,000 offices, and the worker's throughput, on both databases."""

from __future__ import annotations

import argparse
import sys
import time

from bench import growth, throughput
from bench.databases import application
from bench.simulation.play import simulate
from bench.simulation.report import print_outcome

DATABASES = ("sqlite", "postgresql")
PARTS = ("years", "growth", "throughput")
OFFICES, DAYS, SEED = 145, 1826, 20270111


def years(database: str, options: argparse.Namespace) -> bool:
    """Play five years; say whether everything was right."""
    with application(database) as app:
        outcome = simulate(app, offices=options.offices, days=options.days, seed=options.seed)
    print_outcome(outcome, database)
    return outcome.is_right


def _measure(part: str, database: str, options: argparse.Namespace) -> bool:
    if part == "years":
        return years(database, options)
    return growth.measure(database, at_once=options.at_once) if part == "growth" else throughput.measure(database)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}; all of it by default")
    parser.add_argument("--database", choices=DATABASES, help="one database only")
    parser.add_argument("--offices", type=int, default=OFFICES, help="offices of the simulation")
    parser.add_argument("--days", type=int, default=DAYS, help="days of the simulation")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the simulation")
    parser.add_argument("--at-once", type=int, default=growth.AT_ONCE, help="offices of the day on which all are due")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    failed = []
    for part in options.parts or PARTS:
        for database in [options.database] if options.database else DATABASES:
            start = time.perf_counter()
            right = _measure(part, database, options)
            print(f"  {'As' if right else 'NOT as'} it should be, after {time.perf_counter() - start:.0f} s.", flush=True)
            if not right:
                failed.append(f"{part} on {database}")
    if failed:
        sys.exit(f"\nNot as it should be: {', '.join(failed)}.")
    print("\nAll as it should be.")


if __name__ == "__main__":
    main()
