"""The pages of what the worker prepares."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal import clock
from ledportal.audit import AuditEvent
from ledportal.extensions import db
from ledportal.jobs import actions, claims, kinds, results, work
from ledportal.jobs.models import Job, JobFile
from tests.client import Client
from tests.factories import make_moderator, make_user
from tests.jobs.sample import KIND, NAME
from tests.people import make_world

LIST = "/moderacija/poslovi/"


@pytest.fixture
def world(app):
    shutil.rmtree(app.config["RESULTS"], ignore_errors=True)

    def make():
        ana = make_moderator(name="Ana Anić")
        return {"ana": ana, "user": make_user(), "job": ask(ana), "other": ask(ana, "edition:6", error="grb.png")}

    return make_world(app, make)


def ask(by, subject="edition:5", **args):
    return actions.ask(NAME, subject=subject, args=args, by=by, at=clock.now() - timedelta(minutes=1))


@pytest.fixture
def staff(world) -> Client:
    return world.browser("ana")


def page_of(world, name="job"):
    return f"{LIST}{world[name]}/"


def do_all(world):
    """Do both jobs: the first one succeeds."""
    world.ask(lambda: [work.step(clock=clock.now) for _ in range(2)])


def text(response):
    return " ".join(response.page.xpath("string(//main)").split())


def begin(world):
    """Let a worker be in the middle of the first job."""

    def begun():
        job = claims.take(at=clock.now())
        claims.note(job, step="Pages are set", done=1, total=1200)
        db.session.commit()

    world.ask(begun)


def test_the_list_says_what_is_prepared_for_whom(world, staff):
    begin(world)
    page = staff.get(LIST).page
    rows = [[" ".join(each.xpath("string()").split()) for each in row.xpath("*")] for row in page.xpath("//tbody/tr")]
    about = [[row[each] for each in (0, 1, 2, 4)] for row in rows]
    assert about == [
        ["Sample filesof edition:6", "Waiting", "–", "Ana Anić"],
        ["Sample filesof edition:5", "Being made", "1 of 1.200", "Ana Anić"],
    ]


def test_an_empty_list_says_what_will_stand_there(app):
    staff = make_world(app, lambda: {"ana": make_moderator()}).browser("ana")
    assert "Nothing was prepared yet" in text(staff.get(LIST))


def test_a_job_that_waits_says_how_many_are_before_it(world, staff):
    assert "It waits, and begins in a few seconds." in text(staff.get(page_of(world)))
    assert "It waits for 1 other to be ready." in text(staff.get(page_of(world, "other")))


def test_a_job_in_the_middle_says_what_is_done_and_how_far_it_is(world, staff):
    begin(world)
    response = staff.get(page_of(world))
    (bar,) = response.page.xpath("//progress")
    assert (bar.get("value"), bar.get("max"), bar.get("hidden")) == ("1", "1200", None)
    assert "Pages are set" in text(response) and "1 of 1.200" in text(response)
    assert response.page.xpath("//head/noscript/meta/@http-equiv") == ["refresh"]
    (address,) = response.page.xpath("//@data-progress")
    assert staff.get(address).json == {"over": False, "said": "Pages are set", "count": "1 of 1.200", "done": 1, "total": 1200}


def test_a_job_whose_claim_ran_out_says_so(world, staff):
    begin(world)

    def run_out():
        db.session.get_one(Job, world["job"]).free_at = clock.now()
        db.session.commit()

    world.ask(run_out)
    assert "The work was broken off. It begins again soon." in text(staff.get(page_of(world)))


def test_a_job_that_is_done_leads_on_and_gives_its_file_to_be_saved(world, staff):
    do_all(world)
    page = staff.get(page_of(world)).page
    assert not page.xpath("//noscript | //*[@data-progress]")
    assert "/moderacija/" in page.xpath("//main//a/@href")
    (address,) = [each for each in page.xpath("//main//a/@href") if "datoteke" in each]
    answer = saved(staff, address)
    assert answer.data == b"%PDF-1.7 edition:5"
    assert answer.headers["Content-Disposition"] == "attachment; filename=sample.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert staff.get(f"{page_of(world)}stanje/").json == {"over": True}


def saved(browser, address):
    """Return a file as a browser has it that saved it."""
    with browser.get(address) as answer:
        assert answer.data
        return answer


def test_a_file_is_found_through_its_job_and_by_staff_only(world, staff):
    do_all(world)
    file = world.ask(lambda: db.session.scalars(select(JobFile.id)).one())
    assert saved(staff, f"{page_of(world)}datoteke/{file}/").status_code == 200
    assert staff.get(f"{page_of(world, 'other')}datoteke/{file}/").status_code == 404
    assert world.browser("user").get(f"{page_of(world)}datoteke/{file}/").status_code == 404


def path_of_the_file(world):
    return world.ask(lambda: results.path_of(db.session.scalars(select(JobFile)).one()))


def test_a_file_can_be_deleted_at_once(world, staff):
    do_all(world)
    path = path_of_the_file(world)
    assert path.exists()
    answer = staff.submit(page_of(world), form=0, follow_redirects=True)
    assert "The file is deleted." in text(answer) and "no longer kept" in text(answer)
    assert not path.exists() and not [each for each in answer.page.xpath("//main//@href") if "datoteke" in each]
    last = world.ask(lambda: db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first().details)
    assert last == {"work": NAME, "file": "sample.pdf"}
    again = staff.send(f"{page_of(world)}datoteke/1/")
    assert again.status_code == 409


def test_the_same_bytes_under_another_name_stay(world, staff):
    do_all(world)

    def copy():
        job = db.session.get_one(Job, world["job"])
        results.store(job, "copy.pdf", "application/pdf", b"%PDF-1.7 edition:5", at=clock.now())
        db.session.commit()

    world.ask(copy)
    staff.submit(page_of(world), form=0)
    (left,) = [each for each in staff.get(page_of(world)).page.xpath("//main//@href") if "datoteke" in each]
    assert saved(staff, left).data == b"%PDF-1.7 edition:5"


def test_of_two_files_one_goes_alone(world, staff):
    do_all(world)
    path = path_of_the_file(world)

    def add():
        job = db.session.get_one(Job, world["job"])
        results.store(job, "other.pdf", "application/pdf", b"%PDF-1.7 other", at=clock.now())
        db.session.commit()

    world.ask(add)
    assert staff.send(f"{page_of(world)}datoteke/1/").status_code == 303
    (left,) = [each for each in staff.get(page_of(world)).page.xpath("//main//@href") if "datoteke" in each]
    assert saved(staff, left).data == b"%PDF-1.7 other" and not path.exists()


def test_a_file_that_is_being_made_again_is_not_deleted(world, staff):
    do_all(world)

    def ask_again():
        db.session.get_one(Job, world["job"]).state = "queued"
        db.session.commit()

    world.ask(ask_again)
    assert staff.send(f"{page_of(world)}datoteke/1/").status_code == 409
    assert path_of_the_file(world).exists()


def test_a_file_whose_time_is_over_is_given_to_nobody_and_swept(world, staff):
    do_all(world)
    path = path_of_the_file(world)

    def end():
        db.session.scalars(select(JobFile)).one().kept_until = clock.now()
        db.session.commit()

    world.ask(end)
    assert staff.get(f"{page_of(world)}datoteke/1/").status_code == 404
    assert path.exists()
    assert world.ask(lambda: results.sweep(at=clock.now())) == 1
    assert not path.exists()
    assert "no longer kept" in text(staff.get(page_of(world)))
    assert world.ask(lambda: results.sweep(at=clock.now())) == 0


def test_a_sweep_leaves_what_is_kept_and_what_is_young(world):
    do_all(world)
    path = path_of_the_file(world)
    stray = path.with_name("ab" * 32)
    stray.write_bytes(b"its transaction may be running")
    assert world.ask(lambda: results.sweep(at=clock.now())) == 0
    assert world.ask(lambda: results.sweep(at=clock.now() + timedelta(days=2))) == 1
    assert (path.exists(), stray.exists()) == (True, False)


def test_after_a_restore_a_row_without_its_file_says_so(world, staff):
    do_all(world)
    path_of_the_file(world).unlink()
    assert "no longer kept" in text(staff.get(page_of(world)))
    assert staff.get(f"{page_of(world)}datoteke/1/").status_code == 404


def test_a_failed_job_says_why_and_is_tried_again_once(world, staff):
    do_all(world)
    url = page_of(world, "other")
    page = staff.get(url)
    assert "The picture grb.png is broken" in text(page) and "Pages are set, 1 of 2" in text(page)
    assert page.page.xpath("//main//a[@href='/moderacija/']")
    version = page.page.xpath("//input[@name='version']/@value")[0]
    assert staff.submit(url).status_code == 303
    waiting = text(staff.get(url))
    assert "It waits" in waiting and "State" not in waiting
    stale = staff.send(url, {"version": version})
    assert stale.status_code == 409 and "Somebody was faster" in text(stale)


def test_pages_of_a_kind_from_another_release_are_shown(world, staff):
    do_all(world)
    kinds.forget(NAME)
    try:
        assert "Work of another version of the register" in text(staff.get(page_of(world)))
        assert staff.get(LIST).status_code == 200
    finally:
        kinds.register(KIND)


def test_a_size_is_told_in_the_readers_numbers(world, staff):
    do_all(world)
    world.ask(lambda: (setattr(db.session.scalars(select(JobFile)).one(), "size", 2_345_678), db.session.commit()))
    assert re.search(r"2,3 MB", text(staff.get(page_of(world))))


def test_what_a_job_is_about_stands_in_the_readers_script(world, staff):
    assert "оф едитион:5" in text(staff.get(f"/cir{page_of(world)}"))
