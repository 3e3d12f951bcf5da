"""The reader of what comes back takes any bytes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledportal.outbox.notifications import LONGEST, read
from tests.outbox.returned import NAMES, returned

SAMPLE = returned("postfix_unknown_user", envelope="registar+1-abc@example.org")
HEAD, BODY = SAMPLE.split(b"\n\n", 1)
PIECES = SAMPLE.split(b"\n")
ODD = [
    b"", b"\x00", b"\xff\xfe", b"\n\n", b"--B1", b"--B1--", b"Content-Type: message/rfc822\n",
    b"Content-Type: text/plain; charset=nothing\n", b"Content-Type: multipart/mixed; boundary=\n",
    b'Content-Type: multipart/report; boundary="\xe9"\n', b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n", b"To: =?nothing?b?////?=\n", b"Status: 5.1.1\n", b"Action: failed\n", b"Action:\n",
    b"From: <<>>@@,,;:\n", b"Content-Type: message/delivery-status\n", b"Final-Recipient:\n", b"Message-ID: <>\n", b" folded\n",
    b"Content-Type: multipart/report; report-type*0*=utf-8''%ff; boundary*=x\n",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_told_apart(name):
    found = read(returned(name, envelope="registar+1-abc@example.org"))
    assert "registar+1-abc@example.org" in found.to
    assert bool(found.reported) == (not name.startswith(("away", "read")))


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(content):
    read(content)


@given(st.lists(st.sampled_from([*PIECES, *ODD]), max_size=60))
@settings(max_examples=200)
def test_any_order_of_the_pieces_of_reports_is_read(pieces):
    read(b"\n".join(pieces))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 40))
@settings(max_examples=200)
def test_a_damaged_report_is_read(place, piece, length):
    read(SAMPLE[:place] + piece + SAMPLE[place + length :])


BIG = {
    "many recipients": HEAD + b'\n\n--B1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n'
    + b"".join(b"Final-Recipient: rfc822; p%d@example.org\nAction: failed\nStatus: 5.1.1\n\n" % each for each in range(10_000)),
    "huge": HEAD + b"\n\n" + b"x" * 30_000_000,
    "one long line": HEAD + b"\n\n--B1\nContent-Type: text/plain\n\n" + b"<a@b" * 1_000_000,
    "deep parts": b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(20_000)),
    "deep mails": b"Content-Type: message/rfc822\n\n" * 100_000,
    "many parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n" * 1_000_000,
    "many headers": b"To: a@example.org\n" * 1_000_000,
    "one long header": b"To: " + b"(" * 1_000_000,
    "many addresses": b"To: " + b"a@example.org, " * 1_000_000,
    "many quotes": b"To: " + b'"\\' * 500_000,
    "many words": b"From: MAILER-DAEMON\n\n" + b"user unknown 5.1.1 <" * 100_000,
    "many encoded words": b"From: " + b"=?utf-8?q?a?= " * 100_000,
    "many parameters": b"Content-Type: multipart/report; " + b"a*0*=utf-8''x; " * 50_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", BIG)
def test_a_big_mail_is_read_in_bounded_time(kind):
    began = time.process_time()
    found = read(BIG[kind])
    assert time.process_time() - began < 10
    assert len(found.reported) <= LONGEST // 50
