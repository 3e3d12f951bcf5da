"""Check that the migrations lead to the tables that the models describe."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask_migrate import check, upgrade

from ledportal import create_app


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/check.db"}, instance=Path(folder))
        with app.app_context():
            upgrade()
            check()


if __name__ == "__main__":
    main()
