from __future__ import annotations

import pytest

from ledportal.outbox import statuses

ANSWERS = {
    "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in virtual mailbox table": ("5.1.1", True),
    "550-5.1.1 The email account that you tried to reach does not exist.": ("5.1.1", True),
    "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup": ("5.1.10", True),
    "550 No such user here": ("5.1.1", True),
    "550 Unrouteable address": ("5.1.1", True),
    "550 5.0.0 User unknown": ("5.1.1", True),
    "Host or domain name not found. Name service error for name=x.example type=AAAA: 5.4.4": ("5.4.4", True),
    "550 5.2.1 The email account that you tried to reach is disabled": ("5.2.1", True),
    "556 5.1.10 Domain does not accept mail (nullMX)": ("5.1.10", True),
    "552 5.2.2 The email account that you tried to reach is over quota": ("5.2.2", False),
    "550 5.7.1 Message rejected due to content; user unknown to us": ("5.7.1", False),
    "550 5.7.26 This mail has been blocked because the sender is unauthenticated": ("5.7.26", False),
    "554 Refused, see 192.0.2.5 and 5.6.7.8": ("", False),
    "450 4.1.1 User unknown, try again": ("4.1.1", False),
    "450 User unknown for now": ("", False),
    "421 too busy": ("", False),
    "550 go away": ("", False),
    "552 5.002.002 odd": ("5.2.2", False),
    "": ("", False),
}


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_says_what_is_wrong_and_whether_the_address_is_dead(text):
    status, dead = ANSWERS[text]
    assert (statuses.parse(text), statuses.is_dead(statuses.parse(text))) == (status, dead)


@pytest.mark.parametrize("status", sorted(statuses.DEAD))
def test_each_code_of_a_dead_address_has_words_of_its_own(status):
    assert status in statuses.WORDS


def test_codes_that_are_not_known_are_told_by_what_they_are_about():
    assert statuses.words("5.7.26") == statuses.BY_SUBJECT["5.7"]
    assert statuses.words("4.9.9") == statuses.BY_CLASS["4"]
    assert statuses.words("") == statuses.words("2.0.0") == ""
