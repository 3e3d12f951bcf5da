from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from ledportal import assets, deployment
from ledportal.accounts.models import User
from ledportal.extensions import db
from ledportal.offices.models import Listing
from tests.directory.entries import publish
from tests.factories import NOW, make_administrator
from tests.people import make_world

SAFE = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SAMPLE_DATA": False,
    "STAFF_SECOND_FACTOR": True,
    "BASE_URL": "https://registar.example.rs",
    "TRUSTED_HOSTS": ["registar.example.rs"],
    "TRUSTED_PROXIES": 1,
    "SECRET_KEY": "Zk3wq8Xv-2mYt7Lr_5nBc9Jd1Hs6Gf4P",
    "MAIL_FOLDER": None,
    "MAIL_SERVER": "mail.example.rs",
    "MAIL_USE_TLS": True,
    "MAIL_USE_SSL": False,
    "MAIL_DEFAULT_SENDER": ("Registar", "registar@example.rs"),
}
SQLITE = "SQLite is for one machine"


@pytest.fixture
def safe(app, tmp_path):
    """An installation in which nothing is unsafe, but that SQLite is SQLite."""
    before, folder = dict(app.config), app.instance_path
    app.instance_path = str(tmp_path / "instance")
    Path(app.instance_path).mkdir(mode=0o700)
    app.config.update(SAFE, UPLOADS=Path(app.instance_path) / "uploads")
    make_world(app, lambda: {"administrator": make_administrator()})
    yield app
    app.instance_path = folder
    app.config.clear()
    app.config.update(before)


def problems(app):
    with app.app_context():
        return [each for each in deployment.problems() if SQLITE not in each]


def run(app):
    return app.test_cli_runner().invoke(args=["check", "--deploy"])


def test_nothing_unsafe_is_found_in_a_safe_installation(safe):
    assert problems(safe) == []
    result = run(safe)
    if safe.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        assert (result.exit_code, result.output) == (0, "Nothing unsafe was found.\n")
    else:
        assert (result.exit_code, SQLITE in result.output, "1 to be mended" in result.output) == (1, True, True)


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PRODUCTION", False, "LEDPORTAL_ENV"),
        ("DEBUG", True, "FLASK_DEBUG"),
        ("SAMPLE_DATA", True, "LEDPORTAL_SAMPLE_DATA"),
        ("STAFF_SECOND_FACTOR", False, "LEDPORTAL_STAFF_SECOND_FACTOR"),
        ("BASE_URL", "http://registar.example.rs", "https address"),
        ("TRUSTED_HOSTS", [], "LEDPORTAL_TRUSTED_HOSTS"),
        ("TRUSTED_HOSTS", ["registar.example.rs", "*"], "LEDPORTAL_TRUSTED_HOSTS"),
        ("TRUSTED_PROXIES", 0, "LEDPORTAL_TRUSTED_PROXIES"),
        ("SECRET_KEY", "short", "secret key"),
        ("SECRET_KEY", "ab" * 40, "secret key"),
        ("MAIL_FOLDER", Path("mail"), "LEDPORTAL_SMTP_HOST"),
        ("MAIL_SERVER", "", "LEDPORTAL_SMTP_HOST"),
        ("MAIL_USE_TLS", False, "LEDPORTAL_SMTP_STARTTLS"),
        ("MAIL_DEFAULT_SENDER", ("Registar", "registar@example.org"), "LEDPORTAL_MAIL_FROM"),
        ("PRINT_PROFILE", "/nowhere/press.icc", "LEDPORTAL_PRINT_PROFILE"),
    ],
)
def test_an_unsafe_setting_is_named(safe, setting, value, said):
    safe.config[setting] = value
    (problem,) = problems(safe)
    assert said in problem


def test_the_command_fails_where_there_is_anything(safe):
    safe.config.update(PRODUCTION=False, SAMPLE_DATA=True)
    result = run(safe)
    assert result.exit_code == 1
    assert all(f"- {each}\n" in result.output for each in problems(safe))


@pytest.mark.parametrize("values", [{"MAIL_USE_TLS": False, "MAIL_USE_SSL": True}, {"MAIL_USE_TLS": False, "MAIL_SERVER": "127.0.0.1"}])
def test_mail_may_go_by_tls_or_to_this_machine(safe, values):
    safe.config.update(values)
    assert problems(safe) == []


def test_a_secret_key_that_others_can_read_is_named(safe):
    path = Path(safe.instance_path) / "secret.key"
    path.touch(mode=0o600)
    assert problems(safe) == []
    path.chmod(0o640)
    (problem,) = problems(safe)
    assert "chmod 600" in problem


def test_an_instance_folder_that_others_can_read_is_named(safe):
    Path(safe.instance_path).chmod(0o755)
    (problem,) = problems(safe)
    assert "instance folder" in problem


def test_uploads_that_cannot_be_written_are_named(safe):
    safe.config["UPLOADS"].write_text("a file in the way")
    (problem,) = problems(safe)
    assert "uploads/" in problem


def test_assets_that_are_not_built_are_named(safe, monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "MANIFEST", tmp_path / "manifest.json")
    assert ["make assets" in each for each in problems(safe)] == [True]
    (tmp_path / "manifest.json").write_text('{"main.css": "main.123.css"}')
    assert ["make assets" in each for each in problems(safe)] == [True]


@pytest.mark.parametrize("without", ["confirmed_at", "disabled_at", "deleted_at", "role"])
def test_a_register_without_an_administrator_who_can_sign_in_is_named(safe, without):
    value = {"confirmed_at": None, "role": "moderator"}.get(without, NOW)
    with safe.app_context():
        db.session.query(User).update({without: value})
        db.session.commit()
    (problem,) = problems(safe)
    assert "staff first" in problem


def test_a_directory_that_lacks_a_published_office_is_named_until_it_is_loaded(safe):
    with safe.app_context():
        publish()
        db.session.execute(delete(Listing))
        db.session.commit()
    (problem,) = problems(safe)
    assert "municipalities load" in problem
    assert safe.test_cli_runner().invoke(args=["municipalities", "load"]).output == "0 municipalities added, 1 listings written\n"
    assert problems(safe) == []


def test_a_database_of_another_version_is_named(safe):
    with safe.app_context():
        db.session.execute(text("UPDATE alembic_version SET version_num = 'other'"))
        db.session.commit()
    (problem,) = problems(safe)
    assert "db upgrade" in problem


def test_a_database_that_is_away_is_named(safe):
    with safe.app_context():
        db.session.execute(text("ALTER TABLE users RENAME TO away"))
        db.session.commit()
    (problem,) = problems(safe)
    assert "cannot be used" in problem


def test_a_configuration_that_cannot_start_is_said_in_one_line(tmp_path):
    environment = {"PATH": os.environ["PATH"], "LEDPORTAL_ENV": "production", "LEDPORTAL_INSTANCE_PATH": str(tmp_path)}
    program = [sys.executable, "-m", "flask", "--app", "ledportal", "check", "--deploy"]
    done = subprocess.run(program, env=environment, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: Set LEDPORTAL_BASE_URL, for example https://registar.example.org.\n"
