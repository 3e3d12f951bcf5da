"""The command."""

from __future__ import annotations

import argparse
import sys

from tools.translations.catalogue import FOLDER, extract, read, text_of, update
from tools.translations.checks import complaints
from tools.translations.compiling import compile_catalogues


def write_template() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "messages.pot").write_text(text_of(extract(), "en"))


def check() -> None:
    """Print what is wrong, and exit with 1 where there is anything."""
    found = list(complaints(extract(), read()))
    print("\n".join(found) or "The catalogue is complete.")
    sys.exit(bool(found))


COMMANDS = {"extract": write_template, "update": update, "compile": compile_catalogues, "check": check}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.translations", description="The catalogues of the register.")
    parser.add_argument("command", choices=COMMANDS)
    COMMANDS[parser.parse_args().command]()


if __name__ == "__main__":
    main()
