"""What comes back for a mail that was really sent: the envelope's sender is taken from the SMTP server."""

from __future__ import annotations

import subprocess
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from ledportal import worker
from ledportal.extensions import db
from ledportal.outbox import bounces, envelopes
from ledportal.outbox.models import BlockedAddress, DeliveryFailure, OutboxMessage
from ledportal.todo.models import StaffTask
from tests.factories import NOW, office
from tests.outbox.mails import deliver, queue, row
from tests.outbox.processes import command
from tests.outbox.returned import NAMES, returned

DEAD = {
    "postfix_unknown_user": "5.1.1", "postfix_no_such_domain": "5.4.4", "exim_unrouteable": "5.1.1", "exchange_not_found": "5.1.10",
    "gmail_unknown_user": "5.1.1", "several_recipients": "5.2.1", "qmail_unknown_user": "5.1.1", "old_exim_unknown_user": "5.1.1",
}  # fmt: skip
HARMLESS = {
    "postfix_mailbox_full": ("5.2.2", True),
    "postfix_refused_by_policy": ("5.7.1", True),
    "postfix_expired": ("4.4.1", True),
    "postfix_delayed": ("4.4.1", False),
    "forwarded_to_a_dead_mailbox": ("5.1.1", False),
}
NOTHING = {"postfix_relayed", "expanded_to_a_list", "away_exchange", "away_vacation", "away_postmaster", "read_receipt"}


@pytest.fixture
def sent(app, smtp):
    """Send a mail to Mira about Bečej and return the sender on its envelope."""
    queue(app, "mira", office_slug="becej")
    assert deliver(app) == (1, 0, 0)
    return smtp.received[0].sender


@pytest.fixture
def without_signatures(app):
    app.config["MAIL_VERP"] = False
    yield
    app.config["MAIL_VERP"] = True


def pipe(app, content):
    result = app.test_cli_runner().invoke(args=["mail", "bounce"], input=content)
    assert result.exit_code == 0, result.output
    return result.output.strip()


def failures(app):
    columns = (DeliveryFailure.source, DeliveryFailure.status, DeliveryFailure.permanent)
    with app.app_context():
        return [tuple(each) for each in db.session.execute(select(*columns).order_by(DeliveryFailure.id))]


def consequences(app):
    """Return which addresses are blocked, and the open tasks."""
    with app.app_context():
        tasks = db.session.execute(select(StaffTask.kind, StaffTask.office_id).where(StaffTask.closed_at.is_(None)))
        return list(db.session.scalars(select(BlockedAddress.address))), [tuple(each) for each in tasks]


def test_the_samples_are_all_judged():
    assert {*DEAD, *HARMLESS, *NOTHING} == set(NAMES)


@pytest.mark.parametrize("name", DEAD)
def test_a_report_of_a_dead_address_blocks_it_and_opens_a_task_once(app, smtp, sent, name):
    assert pipe(app, returned(name, envelope=sent)) == "recorded"
    assert pipe(app, returned(name, envelope=sent)) == "reported before"
    assert failures(app) == [("notification", DEAD[name], True)]
    with app.app_context():
        becej = office("becej").id
    assert consequences(app) == (["mira@example.org"], [("dead_address", becej)])
    queue(app, "second", to_address="mira@example.org")
    assert deliver(app) == (0, 0, 0)
    assert (row(app, "second").state, len(smtp.received)) == ("withheld", 1)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_says_nothing_against_the_address_is_only_written_down(app, smtp, sent, name):
    assert pipe(app, returned(name, envelope=sent)) == "recorded"
    assert failures(app) == [("notification", *HARMLESS[name])]
    assert consequences(app) == ([], [])
    queue(app, "second", to_address="mira@example.org")
    assert deliver(app) == (1, 0, 0)


@pytest.mark.parametrize("name", sorted(NOTHING))
def test_answers_of_machines_and_reports_of_success_start_nothing(app, sent, name):
    assert pipe(app, returned(name, envelope=sent)) == "ignored: no failure"
    assert (failures(app), consequences(app)) == ([], ([], []))


def forgeries(sent):
    local, _, domain = sent.partition("@")
    address, _, tag = local.partition("+")
    number, _, signature = tag.partition("-")
    other = "a" if signature[0] != "a" else "b"
    return [
        f"{address}+{number}-{other}{signature[1:]}@{domain}", f"{address}+{int(number) + 1}-{signature}@{domain}",
        f"{address}+{'9' * 10}-{signature}@{domain}", f"{address}@{domain}", f"else+{tag}@{domain}", f"{address}+{tag}@else.example.org",
        f"{address}+{number}-@{domain}", "", "no address at all",
    ]  # fmt: skip


def test_a_forged_bounce_is_about_no_mail(app, sent):
    for envelope in forgeries(sent):
        assert pipe(app, returned("postfix_unknown_user", envelope=envelope)) == "ignored: about no mail of ours", envelope
    assert (failures(app), consequences(app)) == ([], ([], []))


def test_the_signature_holds_for_one_mail_whatever_became_of_its_case(app, sent):
    with app.app_context():
        assert envelopes.find(sent.upper()).message_id == "<mira@registar.example.org>"
        db.session.execute(update(OutboxMessage).values(message_id="<restored@registar.example.org>"))
        assert envelopes.find(sent) is None


def test_each_mail_has_an_envelope_of_its_own_and_all_have_the_same_author(app, smtp):
    queue(app, *"abc")
    deliver(app)
    assert len({each.sender for each in smtp.received}) == 3
    assert {each.mail["From"].addresses[0].addr_spec for each in smtp.received} == {"registar@example.org"}
    with app.app_context():
        assert [envelopes.find(each.sender).to_address for each in smtp.received] == [each.recipients[0] for each in smtp.received]


def test_without_signatures_the_returned_mails_id_names_it(app, smtp, without_signatures):
    queue(app, "mira", office_slug="becej")
    deliver(app)
    assert smtp.received[0].sender == "registar@example.org"
    assert pipe(app, returned("postfix_unknown_user", envelope="registar@example.org", message_id="<x@example.org>")).startswith("ignored")
    assert consequences(app) == ([], [])
    assert pipe(app, returned("postfix_unknown_user", envelope="registar@example.org")) == "recorded"
    assert consequences(app)[0] == ["mira@example.org"]


def test_one_mail_can_be_reported_so_often_and_no_more(app, sent):
    for number in range(30):
        pipe(app, returned("postfix_mailbox_full", envelope=sent).replace(b"552 5.2.2 Mailbox full", b"552 5.2.2 Full %d" % number))
    assert len(failures(app)) == bounces.MOST_FAILURES


def test_a_bounce_for_a_mail_that_was_emptied_is_too_late(app, sent):
    with app.app_context():
        db.session.execute(update(OutboxMessage).values(body_text="", body_html=""))
        db.session.commit()
    assert pipe(app, returned("postfix_unknown_user", envelope=sent)) == "ignored: about no mail of ours"


def test_a_mail_server_pipes_a_bounce_into_the_real_command(app, smtp, sent):
    content = returned("gmail_unknown_user", envelope=sent) + b"x" * 2_000_000
    with command(app, smtp, "mail", "bounce", stdin=subprocess.PIPE) as process:
        out, errors = process.communicate(content.decode(), timeout=90)
    assert (process.returncode, out.strip()) == (0, "recorded"), errors
    assert consequences(app)[0] == ["mira@example.org"]


@pytest.mark.parametrize(("content", "code"), [(b"", 65), (b"\n \n", 65), (b"no mail", 0), (b"\x00\xff" * 1000, 0)])
def test_only_no_mail_at_all_is_an_error(app, content, code):
    assert app.test_cli_runner().invoke(args=["mail", "bounce"], input=content).exit_code == code


def test_while_the_database_is_away_the_mail_server_shall_try_again(app, sent):
    with app.app_context():
        db.session.execute(db.text("ALTER TABLE delivery_failures RENAME TO away"))
        db.session.commit()
    content = returned("postfix_unknown_user", envelope=sent)
    assert app.test_cli_runner().invoke(args=["mail", "bounce"], input=content).exit_code == 75


@pytest.fixture
def maildir(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def read(app, maildir):
    with app.app_context():
        return bounces.read_folder(maildir, clock=lambda: NOW + timedelta(hours=1))


def test_a_folder_is_read_once_what_others_left_unread_included(app, sent, maildir):
    (maildir / "new" / "1.a.host").write_bytes(returned("postfix_mailbox_full", envelope=sent))
    (maildir / "cur" / "2.b.host:2,F").write_bytes(returned("postfix_unknown_user", envelope=sent))
    (maildir / "cur" / "3.c.host:2,S").write_bytes(returned("postfix_refused_by_policy", envelope=sent))
    (maildir / "tmp" / "4.d.host").write_bytes(returned("postfix_refused_by_policy", envelope=sent))
    (maildir / "new" / "5.e.host").write_bytes(b"\x00 broken")
    for folder in ("new", "cur"):
        (maildir / folder / ".hidden").write_bytes(returned("postfix_refused_by_policy", envelope=sent))
    assert read(app, maildir) == Counter({"recorded": 2, "ignored: no failure": 1})
    assert read(app, maildir) == Counter()
    marked = ["1.a.host:2,S", "2.b.host:2,FS", "3.c.host:2,S", "5.e.host:2,S"]
    assert sorted(each.name for each in (maildir / "cur").iterdir()) == [".hidden", *marked]
    assert [status for _, status, _ in failures(app)] == ["5.2.2", "5.1.1"]


def test_a_worker_that_is_told_to_stop_leaves_the_rest_unread(app, sent, maildir):
    for number in (1, 2):
        (maildir / "new" / f"{number}.host").write_bytes(returned("postfix_mailbox_full", envelope=sent))
    told = iter([False, True])
    with app.app_context():
        assert bounces.read_folder(maildir, clock=lambda: NOW, stopping=lambda: next(told)).total() == 1
    assert [each.name for each in (maildir / "new").iterdir()] == ["2.host"]


def test_a_mail_that_fails_is_put_aside_and_the_others_are_read(app, sent, maildir, monkeypatch):
    """Two workers that come upon one cause at the same time, for instance."""
    receive = bounces.receive

    def fail_once(content, *, at):
        if b"fails" in content:
            db.session.execute(db.text("INSERT INTO outbox_messages (id) VALUES (NULL)"))
        return receive(content, at=at)

    monkeypatch.setattr(bounces, "receive", fail_once)
    (maildir / "new" / "1.a.host").write_bytes(b"fails")
    (maildir / "new" / "2.b.host").write_bytes(returned("postfix_unknown_user", envelope=sent))
    assert read(app, maildir) == Counter({"recorded": 1})
    assert sorted(each.name for each in (maildir / "cur").iterdir()) == ["1.a.host:2,FS", "2.b.host:2,S"]


def test_a_returned_id_that_no_database_takes_names_no_mail(app, maildir, sent, without_signatures):
    path = maildir / "new" / "1.a.host"
    path.write_bytes(returned("postfix_unknown_user", envelope="registar@example.org", message_id="<a\x00b@example.org>"))
    assert read(app, maildir) == Counter({"ignored: about no mail of ours": 1})


def test_while_the_database_is_away_all_bounces_wait(app, sent, maildir, monkeypatch):
    def away(_content, *, at):
        raise OperationalError(f"at {at}", None, Exception())

    monkeypatch.setattr(bounces, "receive", away)
    path = maildir / "new" / "1.a.host"
    path.write_bytes(returned("postfix_unknown_user", envelope=sent))
    with pytest.raises(OperationalError):
        read(app, maildir)
    assert path.exists()


def test_a_bounce_that_a_killed_worker_did_not_mark_counts_once(app, sent, maildir):
    path = maildir / "new" / "1.a.host"
    path.write_bytes(returned("postfix_unknown_user", envelope=sent))
    with app.app_context():
        bounces.receive(path.read_bytes(), at=NOW)
        db.session.commit()
    assert read(app, maildir) == Counter({"reported before": 1})
    assert len(failures(app)) == 1


def test_the_worker_reads_the_folder(app, sent, maildir):
    (maildir / "new" / "1.a.host").write_bytes(returned("postfix_unknown_user", envelope=sent))
    app.config["MAIL_BOUNCE_FOLDER"] = str(maildir)
    stop = worker.Stop()
    stop.wait = lambda _seconds: stop.tell()
    try:
        with app.app_context():
            worker.run(stop, interval=60)
    finally:
        app.config["MAIL_BOUNCE_FOLDER"] = None
    assert consequences(app)[0] == ["mira@example.org"]


def test_the_command_says_what_it_read(app, sent, maildir):
    (maildir / "new" / "1.a.host").write_bytes(returned("postfix_unknown_user", envelope=sent))
    result = app.test_cli_runner().invoke(args=["mail", "bounces", str(maildir)])
    assert (result.exit_code, result.output) == (0, "1 recorded\n")
