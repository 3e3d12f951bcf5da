"""What a production configuration must say, and what development makes up for itself."""

from __future__ import annotations

import stat

import pytest

from ledportal import create_app
from ledportal.config import ConfigurationError, load

PRODUCTION = {
    "LEDPORTAL_ENV": "production",
    "LEDPORTAL_SECRET_KEY": "k" * 48,
    "LEDPORTAL_BASE_URL": "https://registar.example.org/",
    "LEDPORTAL_SMTP_HOST": "mail.example.org",
}


def test_a_whole_production_configuration_is_taken(tmp_path):
    settings = load(tmp_path, PRODUCTION)
    assert (settings["PRODUCTION"], settings["BASE_URL"]) == (True, "https://registar.example.org")
    assert settings["TRUSTED_HOSTS"] == ["registar.example.org"]
    assert settings["MAIL_FOLDER"] is None
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["LEDPORTAL_SECRET_KEY", "LEDPORTAL_BASE_URL", "LEDPORTAL_SMTP_HOST"])
@pytest.mark.parametrize("empty", [False, True])
def test_production_does_not_start_without_it(tmp_path, monkeypatch, name, empty):
    for each, value in PRODUCTION.items():
        monkeypatch.setenv(each, value)
    monkeypatch.setenv(name, "") if empty else monkeypatch.delenv(name)
    with pytest.raises(ConfigurationError, match=name):
        create_app(instance=tmp_path)
    assert not any(tmp_path.iterdir())


def test_production_takes_its_key_from_a_file_too(tmp_path):
    (tmp_path / "secret.key").write_text("from a file\n")
    assert load(tmp_path, {**PRODUCTION, "LEDPORTAL_SECRET_KEY": ""})["SECRET_KEY"] == "from a file"


@pytest.mark.parametrize(
    ("environ", "needed"),
    [
        ({}, False),
        ({"LEDPORTAL_STAFF_SECOND_FACTOR": "yes"}, True),
        (PRODUCTION, True),
        (PRODUCTION | {"LEDPORTAL_STAFF_SECOND_FACTOR": "no"}, False),
    ],
)
def test_staff_need_a_second_factor_in_production(tmp_path, environ, needed):
    assert load(tmp_path, environ)["STAFF_SECOND_FACTOR"] is needed


def test_development_makes_a_key_of_its_own_that_only_its_owner_reads(tmp_path):
    keys = [load(tmp_path, {})["SECRET_KEY"] for _ in range(2)]
    assert keys[0] == keys[1] and len(keys[0]) >= 48
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert load(tmp_path, {"LEDPORTAL_SAMPLE_DATA": "yes"})["SECRET_KEY"] != keys[0]


def test_no_proxy_is_trusted_unless_it_is_said(tmp_path):
    assert load(tmp_path, PRODUCTION)["TRUSTED_PROXIES"] == 0
    assert load(tmp_path, PRODUCTION | {"LEDPORTAL_TRUSTED_PROXIES": "2"})["TRUSTED_PROXIES"] == 2


def test_the_pool_has_room_for_the_threads(tmp_path):
    assert load(tmp_path, PRODUCTION)["DATABASE_CONNECTIONS"] == 16
    assert load(tmp_path, PRODUCTION | {"LEDPORTAL_DATABASE_CONNECTIONS": "32"})["DATABASE_CONNECTIONS"] == 32


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_pool_without_connections_or_without_end_is_refused(tmp_path, number):
    with pytest.raises(ConfigurationError, match="LEDPORTAL_DATABASE_CONNECTIONS"):
        load(tmp_path, PRODUCTION | {"LEDPORTAL_DATABASE_CONNECTIONS": number})


def test_bounces_come_to_the_sender_unless_it_is_said(tmp_path):
    assert load(tmp_path, {"LEDPORTAL_MAIL_FROM": "a@example.org"})["MAIL_BOUNCE_ADDRESS"] == "a@example.org"
    told = load(tmp_path, {"LEDPORTAL_BOUNCE_ADDRESS": "b@example.org", "LEDPORTAL_VERP": "no"})
    assert (told["MAIL_BOUNCE_ADDRESS"], told["MAIL_VERP"]) == ("b@example.org", False)


@pytest.mark.parametrize("address", ["x" * 37 + "@example.org", "example.org", "@example.org", "x@"])
def test_an_address_without_room_for_a_mails_number_is_refused(tmp_path, address):
    with pytest.raises(ConfigurationError, match="LEDPORTAL_BOUNCE_ADDRESS"):
        load(tmp_path, {"LEDPORTAL_BOUNCE_ADDRESS": address})


def test_an_address_without_a_number_may_be_longer(tmp_path):
    assert load(tmp_path, {"LEDPORTAL_MAIL_FROM": f"{'x' * 60}@example.org", "LEDPORTAL_VERP": "no"})["MAIL_VERP"] is False
