"""Staff's pages of letters, from the plan to what became of the codes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.days import as_typed, belgrade_day
from ledportal.extensions import db
from ledportal.invitations.codes import is_right, is_whole, read
from ledportal.invitations.models import InvitationCode
from ledportal.jobs import results, work
from ledportal.jobs.models import Job, JobFile
from ledportal.letters import setting
from ledportal.letters.models import Letter, LetterRun
from ledportal.municipalities.models import Municipality
from ledportal.offices.models import Office
from tests.factories import NOW, make_member, make_moderator, make_user, office
from tests.letters.test_positions import said, words_of
from tests.people import at_once, shared_world

RUNS = "/moderacija/pisma/"
NEW = f"{RUNS}novo/"


@pytest.fixture
def world(app):
    def make():
        for slug, street in (("becej", "Trg oslobođenja 2"), ("ada", "Trg oslobođenja 1"), ("bor", "Moše Pijade 3")):
            town = office(slug).municipality
            town.postal_street, town.postal_postcode, town.postal_place = street, "21220", town.name_latin
        people = {"staff": make_moderator(name="Vera Urednik"), "other": make_moderator(), "person": make_user()}
        return people | {"member": make_member(office("bor"))}

    return shared_world(app, make)


def today():
    return belgrade_day(clock.now())


def typed(**values):
    return {
        "name": "Prvi poziv",
        "sender": " CenTriR \n\nBulevar 1\n11000 Beograd",
        "signed_by": "Ana Anić",
        "position": "direktorka",
        **values,
    }


def ids(world, *slugs):
    return world.ask(lambda: [str(office(slug).id) for slug in slugs])


def plan(world, *slugs, **values):
    """Plan letters and return the address of their page."""
    browser = world.browser("staff")
    answer = browser.submit(NEW, typed(chosen="some", offices=ids(world, *slugs), **values))
    assert answer.status_code == 303
    return answer.location


def do_work(world):
    with world.app.app_context():
        while work.step(clock=clock.now):
            pass


def make(world, url):
    """Have the letters made, and return the address of the job."""
    answer = world.browser("staff").submit(url, form=button(world, url, "izrada"))
    assert answer.status_code == 303
    do_work(world)
    return answer.location


def button(world, url, part):
    """Return which form of a page goes to an address with that part."""
    forms = world.browser("staff").get(url).page.xpath("//main//form[@method='post']")
    return next(number for number, form in enumerate(forms) if part in form.get("action"))


def main(response):
    return " ".join(response.page.xpath("string(//main)").split())


def rows(world, url):
    """Return the code's state of each letter on the page, by its town."""
    found = world.browser("staff").get(url).page.xpath("//tbody/tr")
    return {each.xpath("string(.//th//a)"): " ".join(each.xpath("string(td[@data-label='Code'])").split()) for each in found}


def printed_codes(world, tmp_path, name="pisma"):
    """Return the codes in the files that were made last, by their towns."""

    def contents():
        files = db.session.scalars(select(JobFile).where(JobFile.name.startswith(name)).order_by(JobFile.id.desc()))
        return results.path_of(files.first()).read_bytes()

    path = tmp_path / "printed.pdf"
    path.write_bytes(world.ask(contents))
    found = {}
    for boxes in words_of(path):
        code = next(each.text for each in boxes if re.fullmatch(r"\w{4}-\w{4}-\w{4}", each.text))
        found[next(name for name in ("Bečej", "Ada", "Bor") if name in said(boxes))] = code
    return found


def test_without_letters_the_page_says_how_to_begin(world):
    page = world.browser("staff").get(RUNS)
    assert "There are no letters yet" in main(page) and NEW in page.page.xpath("//main//a/@href")


def test_letters_go_to_those_whom_nobody_represents(world):
    answer = world.browser("staff").submit(NEW, typed())
    assert answer.status_code == 303
    found = world.ask(lambda: {each.office.slug for each in db.session.scalars(select(Letter))})
    assert "becej" in found and "bor" not in found and len(found) == 144
    run = world.ask(lambda: db.session.scalars(select(LetterRun)).one())
    assert (run.chosen, run.sender, run.script, run.deadline) == (
        "no_member", "CenTriR\nBulevar 1\n11000 Beograd", "sr_Latn", today() + timedelta(days=60),
    )  # fmt: skip
    page = main(world.browser("staff").get(answer.location))
    assert "Without a postal address" in page and "Make 2 letters" in page


def test_a_mapping_cycle_leads_to_letters_to_those_that_are_to_be_written_to(world):
    chosen = ".".join(ids(world, "ada", "becej"))
    page = world.browser("staff").get(f"{NEW}?izbor={chosen}").page
    assert sorted(page.xpath("//input[@name='offices'][@checked]/@value")) == sorted(chosen.split("."))
    for odd in ("izbor=..x.-1.99999999999", "ciklus=7&izbor=1", "ciklus=x", "izbor=" + "1." * 3000):
        assert world.browser("staff").get(f"{NEW}?{odd}").status_code == 200


@pytest.mark.parametrize(
    ("values", "said_beside"),
    [
        ({"name": " "}, "Enter a name"),
        ({"text": "Dobar dan 😀"}, "😀"),
        ({"text": "ž" * 3001}, "at most 3000"),
        ({"deadline": "1.1.2020."}, "after today"),
        ({"deadline": "31.12.2099."}, "after today"),
        ({"deadline": "juče"}, "11.12.2026."),
        ({"sender": "\n".join("abcdef")}, "at most 5 lines"),
        ({"sender": "x" * 61}, "at most 5 lines"),
        ({"chosen": "some"}, "Choose at least one"),
        ({"chosen": "some", "offices": ["999999"]}, "Choose from the list"),
        ({"chosen": "no_member", "offices": ["x", "9" * 30]}, "Choose from the list"),
        ({"chosen": "cycle"}, "Choose one of the options"),
        ({"envelope": "box"}, "Choose one of the options"),
        ({"script": "en"}, "Choose one of the options"),
    ],
)
def test_what_cannot_be_printed_is_told_and_kept(world, values, said_beside):
    browser = world.browser("staff")
    answer = browser.submit(NEW, typed(**values))
    assert answer.status_code == 422 and said_beside in answer.text
    assert answer.page.xpath("string(//input[@name='signed_by']/@value)") == "Ana Anić"
    assert world.ask(lambda: db.session.scalar(select(LetterRun.id))) is None


@pytest.mark.every_database
def test_made_letters_hold_the_codes_that_are_printed_in_them(world, tmp_path):
    url = plan(world, "becej", "ada", "nis")
    job = make(world, url)
    codes = printed_codes(world, tmp_path)
    assert sorted(codes) == ["Ada", "Bečej"] and all(is_whole(read(each)) and is_right(read(each)) for each in codes.values())
    assert rows(world, url) == {"Ada": "Waits to be used", "Bečej": "Waits to be used", "Niš": "–"}
    holder = world.browser("person")
    assert holder.submit("/poziv/", {"kod": codes["Bečej"]}).status_code == 303
    assert holder.submit("/poziv/prihvatanje/").location == "/moja-kancelarija/becej/"
    assert rows(world, url)["Bečej"].startswith("Used")
    assert f"pisma-{url.split('/')[-2]}.pdf" in main(world.browser("staff").get(job))
    verbs = world.ask(lambda: [each.verb for each in db.session.scalars(select(AuditEvent).order_by("id"))])
    assert [each for each in verbs if each.startswith(("letters", "invitation"))] == [
        "letters.planned", "invitation.made", "invitation.made", "letters.made", "invitation.used",
    ]  # fmt: skip


def test_no_page_of_the_staff_and_no_row_shows_a_code(world, tmp_path):
    url = plan(world, "becej")
    job = make(world, url)
    code = printed_codes(world, tmp_path)["Bečej"]
    shown = [world.browser("staff").get(each).text for each in (url, job, RUNS, f"{url}primer/", "/moderacija/dnevnik/")]
    held = world.ask(lambda: [str(row) for table in db.metadata.sorted_tables for row in db.session.execute(select(table))])
    assert [each for each in shown + held if code in each or read(code) in each] == []


def test_a_letter_made_again_has_a_new_code_and_the_former_one_is_void(world, tmp_path):
    url = plan(world, "becej", "ada")
    make(world, url)
    first = printed_codes(world, tmp_path)
    again = button(world, url, f"/{letter_id(world, 'becej')}/izrada/")
    assert world.browser("staff").submit(url, form=again).status_code == 303
    do_work(world)
    second = printed_codes(world, tmp_path)
    assert list(second) == ["Bečej"] and second["Bečej"] != first["Bečej"]
    assert world.browser().submit("/poziv/", {"kod": first["Bečej"]}).status_code == 422
    assert world.browser().submit("/poziv/", {"kod": first["Ada"]}).status_code == 303
    assert world.browser().submit("/poziv/", {"kod": second["Bečej"]}).status_code == 303
    make(world, url)
    assert world.browser().submit("/poziv/", {"kod": first["Ada"]}).status_code == 422
    assert sorted(printed_codes(world, tmp_path)) == ["Ada", "Bečej"]


def letter_id(world, slug):
    return world.ask(lambda: db.session.scalars(select(Letter.id).where(Letter.office_id == office(slug).id)).one())


def test_a_voided_code_works_no_more(world, tmp_path):
    url = plan(world, "becej")
    make(world, url)
    code = printed_codes(world, tmp_path)["Bečej"]
    assert world.browser("staff").submit(url, form=button(world, url, "ponistavanje")).status_code == 303
    assert rows(world, url)["Bečej"].startswith("Voided")
    assert world.browser().submit("/poziv/", {"kod": code}).status_code == 422


def test_the_codes_work_until_the_last_day_is_over(world, tmp_path):
    url = plan(world, "becej", deadline=as_typed(today() + timedelta(days=3)))
    make(world, url)
    ends = world.ask(lambda: db.session.scalars(select(InvitationCode.expires_at)).one())
    assert belgrade_day(ends - timedelta(seconds=1)) == today() + timedelta(days=3) < belgrade_day(ends)
    commit(world, update(InvitationCode).values(expires_at=clock.now()), update(LetterRun).values(deadline=today() - timedelta(days=1)))
    assert rows(world, url)["Bečej"] == "Expired"
    page = world.browser("staff").get(url)
    assert "izrada" not in page.text and "The last day of these codes has passed" in main(page)


def commit(world, *statements):
    def run():
        for each in statements:
            db.session.execute(each)
        db.session.commit()

    world.ask(run)


def test_plain_envelopes_are_a_file_of_their_own(world):
    make(world, plan(world, "becej", envelope="c5"))
    names = world.ask(lambda: sorted(db.session.scalars(select(JobFile.name))))
    assert names == ["koverte-becej.pdf", "pisma-becej.pdf"]


def test_files_with_codes_are_kept_for_a_day(world):
    job = make(world, plan(world, "becej"))
    file = world.ask(lambda: db.session.scalars(select(JobFile)).one())
    assert file.kept_until - file.made_at == timedelta(days=1)
    assert world.browser("staff").submit(job, form=-1).status_code == 303
    assert not world.ask(lambda: results.path_of(db.session.scalars(select(JobFile)).one()).exists())


def test_posting_is_noted_with_its_day_and_what_is_made_again_waits_to_be_posted(world):
    url = plan(world, "becej", "ada", "nis")
    make(world, url)
    send = button(world, url, "slanje")
    for day, status in (("", 422), (as_typed(today() + timedelta(days=1)), 422), (as_typed(today()), 303)):
        assert world.browser("staff").submit(url, {"day": day}, form=send).status_code == status
    posted = select(Letter.posted_on).join(Letter.office).order_by(Office.slug)
    assert world.ask(lambda: [*db.session.scalars(posted)]) == [today(), today(), None], "for Niš nothing could be printed"
    assert "slanje" not in world.browser("staff").get(url).text
    make(world, url)
    assert world.ask(lambda: set(db.session.scalars(select(Letter.posted_on)))) == {None}


def test_what_is_made_again_was_made_on_its_first_day(world):
    url = plan(world, "becej")
    make(world, url)
    commit(world, update(LetterRun).values(made_at=NOW))
    make(world, url)
    assert world.ask(lambda: db.session.scalar(select(LetterRun.made_at))) == NOW


def test_a_plan_is_changed_and_thrown_away_until_its_letters_are_made(world):
    url = plan(world, "becej")
    browser = world.browser("staff")
    answer = browser.submit(f"{url}izmena/", {"name": "Drugi poziv", "offices": ids(world, "ada", "nis")})
    assert (answer.status_code, answer.location) == (303, url)
    assert sorted(rows(world, url)) == ["Ada", "Niš"]
    assert "Drugi poziv" in main(world.browser("staff").get(RUNS))
    assert world.browser("staff").submit(url, form=button(world, url, "brisanje")).location == RUNS
    assert world.browser("staff").get(url).status_code == 404
    made = plan(world, "becej")
    make(world, made)
    assert world.browser("staff").get(f"{made}izmena/").location == made


def test_what_was_seen_before_somebody_elses_change_changes_nothing(world):
    url = plan(world, "becej")
    browser = world.browser("staff")
    before = {"version": "1", "code": "0", "day": as_typed(today())}
    commit(world, update(LetterRun).values(version=2))
    for part in ("izrada/", "slanje/", "brisanje/", f"{letter_id(world, 'becej')}/izrada/", f"{letter_id(world, 'becej')}/ponistavanje/"):
        answer = browser.send(f"{url}{part}", before)
        assert answer.status_code == 409 and "Somebody was faster" in main(answer), part
    letter = {
        "deadline": as_typed(today() + timedelta(days=9)),
        "script": "sr_Latn",
        "envelope": "dl",
        "subject": "Poziv",
        "text": "Moj tekst",
    }
    answer = browser.send(f"{url}izmena/", typed(**before, **letter, chosen="some", offices=ids(world, "ada")))
    assert answer.status_code == 409 and "Moj tekst" in answer.text and "Somebody was faster" in main(answer)
    assert "CenTriR\nBulevar 1\n11000 Beograd" in answer.page.xpath("//*[@class='typed-text']/text()")
    assert world.ask(lambda: (db.session.scalar(select(Job.id)), db.session.scalar(select(LetterRun.name)))) == (None, "Prvi poziv")


@pytest.mark.every_database
def test_two_who_have_letters_made_at_once_make_them_once(world):
    url = plan(world, "becej", "ada")
    browsers = [world.browser(name) for name in ("staff", "other")]
    assert at_once(*[lambda each=each: each.send(f"{url}izrada/", {"version": "1"}) for each in browsers]) == [303, 409]
    do_work(world)
    assert world.ask(lambda: len(db.session.scalars(select(InvitationCode)).all())) == 2


def test_the_sample_shows_the_page_and_no_code_that_works(world):
    url = plan(world, "becej", envelope="dl")
    page = world.browser("staff").get(f"{url}primer/").page
    assert len(page.xpath("//img[@class='page-picture']")) == 2
    assert world.ask(lambda: db.session.scalar(select(InvitationCode.id))) is None


@pytest.mark.parametrize("towns", [["becej"], ["becej", "ada"]])
def test_no_transaction_is_open_while_letters_are_set(world, monkeypatch, towns):
    set_so_far, kept = [], setting.pdf

    def pdf(*args, **kwargs):
        set_so_far.append(db.session().in_transaction())
        return kept(*args, **kwargs)

    monkeypatch.setattr(setting, "pdf", pdf)
    make(world, plan(world, *towns, envelope="dl"))
    assert set_so_far == [False, False]


def test_a_code_that_is_used_while_its_letter_is_made_again_is_the_last(world, monkeypatch, tmp_path):
    url, kept = plan(world, "becej", "ada"), setting.pdf
    make(world, url)
    first = printed_codes(world, tmp_path)

    def pdf(*args, **kwargs):
        world.browser("person").submit("/poziv/", {"kod": first["Ada"]})
        assert world.browser("person").submit("/poziv/prihvatanje/").status_code == 303
        return kept(*args, **kwargs)

    monkeypatch.setattr(setting, "pdf", pdf)
    make(world, url)
    second = printed_codes(world, tmp_path)
    assert world.browser().submit("/poziv/", {"kod": second["Ada"]}).status_code == 422
    assert world.browser().submit("/poziv/", {"kod": second["Bečej"]}).status_code == 303


def test_a_worker_that_is_killed_leaves_no_code_behind(world, monkeypatch):
    url = plan(world, "becej")
    answer = world.browser("staff").submit(url, form=button(world, url, "izrada"))

    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(results, "store", killed)
        do_work(world)
    assert world.ask(lambda: db.session.scalar(select(InvitationCode.id))) is None
    commit(world, update(Job).values(free_at=clock.now()))
    do_work(world)
    assert rows(world, url) == {"Bečej": "Waits to be used"}
    assert world.browser("staff").get(answer.location).status_code == 200


@pytest.mark.parametrize(
    ("street", "why"), [("", "There is nothing to print"), ("Trg 😀 2", "These postal addresses have signs that cannot be printed: Bečej.")]
)
def test_work_that_cannot_be_done_says_why(world, street, why):
    url = plan(world, "becej")
    answer = world.browser("staff").submit(url, form=button(world, url, "izrada"))
    there = Municipality.code == select(Office.municipality_code).where(Office.slug == "becej").scalar_subquery()
    commit(world, update(Municipality).where(there).values(postal_street=street))
    do_work(world)
    assert why in main(world.browser("staff").get(answer.location))
    assert world.ask(lambda: db.session.scalar(select(InvitationCode.id))) is None
