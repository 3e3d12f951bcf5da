"""Who has an account cannot be told from how long an answer takes: the quicker half of interleaved tries."""

from __future__ import annotations

import re
import time
from itertools import count
from statistics import fmean

import pytest

from ledportal.accounts import throttle
from ledportal.accounts.throttle import Limit
from ledportal.extensions import db
from tests.accounts.steps import NEW_PASSWORD, PASSWORD, SIGN_IN, person

EMAIL = "mira@becej.rs"
TRIES = 12
CSRF = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
numbers = count()


@pytest.fixture
def browser(app, costly_hashes, monkeypatch):
    """A visitor's browser, and a known address; nothing is throttled, so that enough tries can be measured."""
    for name in ("SIGN_IN", "MAIL"):
        limits = getattr(throttle, name)
        monkeypatch.setattr(throttle, name, tuple(Limit(each.kind, 10_000, each.within, each.each_address) for each in limits))
    with app.app_context():
        person(email=EMAIL)
        db.session.commit()
    return app.test_client()


def unknown() -> str:
    return f"nova{next(numbers)}@becej.rs"


def ratio(browser, url, form):
    """Return how much longer a known address takes than an unknown one, and check that the answers are equal."""
    answers: set[tuple[object, ...]] = set()
    times: dict[bool, list[float]] = {True: [], False: []}
    token = browser.token()
    for number in range(2 * TRIES):
        known = number % 2 == 0
        data = {"csrf_token": token, **form, "email": EMAIL if known else unknown()}
        start = time.perf_counter()
        answer = browser.post(url, data=data)
        times[known].append(time.perf_counter() - start)
        body = CSRF.sub("TOKEN", answer.text.replace(data["email"], "ADDRESS"))
        seen = (answer.status_code, answer.headers.get("Location"), body)
        answers.add(seen)
    assert len(answers) == 1
    return quick(times[True]) / quick(times[False])


def quick(times: list[float]) -> float:
    """Return how long the quicker half took on average: others who use the machine only ever make a try longer."""
    return fmean(sorted(times)[: TRIES // 2])


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (SIGN_IN, {"password": NEW_PASSWORD}),
        ("/nalog/zaboravljena-lozinka/", {}),
        ("/nalog/registracija/", {"name": "Mira", "new_password": PASSWORD, "locale": "sr_Latn"}),
    ],
    ids=["sign in", "forgotten password", "registration"],
)
def test_a_known_and_an_unknown_address_take_as_long(browser, url, form):
    found = []
    for _ in range(5):  # a busy machine may disturb a measurement, and cannot hide a difference five times
        found.append(ratio(browser, url, form))
        if 0.8 <= found[-1] <= 1.25:
            return
    pytest.fail(f"known to unknown: {found}")
