from __future__ import annotations

from email import message_from_string
from email.header import decode_header, make_header
from email.headerregistry import Address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledportal.outbox.composing import phrase
from tests.factories import NOW
from tests.outbox.mails import deliver, queue

EVIL_NAMES = [
    "Mira\r\nBcc: evil@example.org",
    "Mira\nTo: evil@example.org\n\nText",
    "Mira, evil@example.org",
    'Mira" <evil@example.org>, "x',
    "Mira <evil@example.org>",
    "=?utf-8?q?Mira=0D=0ABcc:_evil@example.org?=",
    "=?utf-8?b?TWlyYQ0KQmNjOiBldmlsQGV4YW1wbGUub3Jn?=",
    "Mira; evil@example.org:",
    "Mira\u2028Bcc: evil@example.org",
    "Мира (Ђорђевић), Начелник " * 10,
]


HEADERS = sorted(
    [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "Content-Language",
        "MIME-Version",
        "Content-Type",
    ]
)


@pytest.mark.parametrize("name", EVIL_NAMES)
@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_what_people_write_adds_no_header_and_no_recipient(app, smtp, name, field):
    queue(app, "mira", **{field: name[:300]})
    assert deliver(app) == (1, 0, 0)
    (received,) = smtp.received
    assert (received.recipients, smtp.rcpts) == (["mira@example.org"], ["mira@example.org"])
    mail = received.mail
    assert [each.addr_spec for each in mail["To"].addresses] == ["mira@example.org"]
    assert sorted(mail.keys()) == HEADERS


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org,b@example.org", "a@example.org b@example.org", "a@example.org\r\nRCPT TO:<b@example.org>", "<a@example.org>",
        "a@example.org>", "a", "@example.org", "a@", "a@b@example.org", "ђ@example.org", '"a b"@example.org', "a@exa mple.org", "a@..org",
        "A <a@example.org>",
    ],
)  # fmt: skip
def test_only_one_address_is_an_address(app, smtp, address):
    queue(app, "mira", to_address=address)
    assert deliver(app) == (0, 0, 1)
    assert smtp.rcpts == []


def test_a_mail_is_complete(app, smtp):
    queue(app, "mira", locale="sr_Cyrl", subject="Ваш профил је објављен", body_text="Поштована,\n\n.\nFrom here\n")
    deliver(app)
    received = smtp.wait_for("mira@example.org")
    mail = received.mail
    assert mail["To"].addresses == (Address("Mira Đorđević", addr_spec="mira@example.org"),)
    assert mail["From"].addresses == (Address("Registar kancelarija za LER", addr_spec="registar@example.org"),)
    assert (mail["Subject"], mail["Message-ID"]) == ("Ваш профил је објављен", "<mira@registar.example.org>")
    assert (mail["Date"].datetime, mail["Auto-Submitted"], mail["Content-Language"]) == (NOW, "auto-generated", "sr-Cyrl")
    assert mail.get_content_type() == "multipart/alternative"
    assert [(each.get_content_type(), each.get_content_charset()) for each in mail.iter_parts()] == [
        ("text/plain", "utf-8"),
        ("text/html", "utf-8"),
    ]
    assert received.text.replace("\r\n", "\n") == "Поштована,\n\n.\nFrom here\n"
    assert "Poštovana, objavljen je." in received.html
    assert all(len(line) <= 998 for line in received.content.splitlines()) and received.content.isascii()


def test_a_domain_with_our_letters_travels_in_ascii(app, smtp):
    queue(app, "mira", to_address="mira@општина.срб")
    assert deliver(app) == (1, 0, 0)
    assert smtp.rcpts == [f"mira@{'општина'.encode('idna').decode()}.xn--90a3ac"]


@pytest.mark.parametrize("text", ["Ђ" * 3000, "a = b\t\r\nc \rd\n\n", "--=_register\n" * 3, "\n.\n", ".a\n..b\n.", ""])
def test_any_text_arrives_as_it_is_in_lines_that_end_as_they_must(app, smtp, text):
    queue(app, "mira", body_text=text, body_html=f"<p>{text}</p>")
    assert deliver(app) == (1, 0, 0)
    received = smtp.wait_for("mira@example.org")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert received.text.replace("\r\n", "\n") == plain
    assert received.html.replace("\r\n", "\n") == f"<p>{plain}</p>"
    assert b"\n" not in received.content.replace(b"\r\n", b"") and b"\r" not in received.content.replace(b"\r\n", b"")
    assert max(map(len, received.content.split(b"\r\n"))) <= 200


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@example("Ђ" * 300)
@example("a" + "Ђ" * 100 + "😀" * 50)
def test_any_subject_arrives_in_lines_that_are_short_enough(subject):
    header = f"Subject: {phrase(subject)}"
    words = message_from_string(header)["Subject"].split()
    found = "".join(str(make_header(decode_header(word))) for word in words)
    assert found == " ".join("".join(each if each.isprintable() else " " for each in subject).split())
    assert header.isascii() and max(map(len, header.split("\r\n"))) <= 76
