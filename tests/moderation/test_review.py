"""Reviewing a submission: what staff see, and what they decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ledportal.extensions import db
from ledportal.offices import actions
from ledportal.offices.models import Comment, Decision, Revision
from tests.client import form_values
from tests.factories import NOW, make_administrator, make_member, make_moderator, make_user, office
from tests.moderation.steps import QUEUE, mails, publish, send_back, statuses, submit, url, verbs, words
from tests.people import counted_queries, make_world, shared_world

SITE = {"id": "s1", "name": "Zona sever", "type": "greenfield", "ownership": "private", "area": "12.5", "status": "free"}
OTHER_SITE = {"id": "s2", "name": "Zona jug", "type": "brownfield", "ownership": "private", "area": "3", "status": "sold"}
THIRD_SITE = {"id": "s3", "name": "Zona zapad", "type": "brownfield", "ownership": "private", "area": "7", "status": "free"}


@pytest.fixture
def world(app):
    def make():
        place = office("becej")
        head = make_member(place, user=make_user(name="Mira Đorđević", email="mira@becej.rs", locale="en"))
        staff = make_moderator(name="Ana Šefić")
        public = publish(place, head, staff, sites={"sites": [SITE, OTHER_SITE]})
        changed = submit(place, head, confirmed=["contact"], contact={"head": "Petar Savić"},
                         sites={"sites": [THIRD_SITE, SITE | {"area": "14"}]})  # fmt: skip
        first = submit(office("ub"), make_member(office("ub")))
        people = {"head": head, "staff": staff, "other": make_administrator(name="Đura Žikić"), "user": make_user()}
        return people | {"public": public, "changed": changed, "first": first}

    return shared_world(app, make)


def opened(world, name="changed", query="", by="staff"):
    return world.browser(by).get(url(world[name], query)).page


def decide(world, verb, name="changed", by="staff", query="", **data):
    data = {key.replace("__", "-"): value for key, value in data.items()}
    return world.browser(by).submit(url(world[name], query), data, button=f"verb={verb}")


def comment(path):
    return f"comment-{path}"


def test_only_what_changed_stands_there_and_the_rest_is_folded(world):
    page = opened(world)
    outside = [words(each) for each in page.xpath("//*[contains(@class, 'change__name')][not(ancestor::details)]")]
    assert outside == [
        "Head of the office Changed",
        "Investment sites",
        "Site: Zona zapad Added",
        "Name",
        "Type",
        "Area (ha)",
        "Ownership",
        "Status",
        "Site: Zona sever Changed",
        "Area (ha) Changed",
        "Site: Zona jug Removed",
    ]
    assert [words(each) for each in page.xpath("//*[@id='section-contact']")] == ["Contact Confirmed by the office"]


def test_old_and_new_stand_side_by_side(world):
    page = opened(world)
    sides = [words(each) for each in page.xpath("(//div[@class='change__sides'])[1]/div")]
    assert sides == ["Public now Mira Đorđević", "Submitted Petar Savić"]
    assert "4 changes: 1 added, 1 removed, 2 changed" in words(page.xpath("//main")[0])


def test_the_words_that_differ_in_a_text_are_marked(world):
    make_world(world.app, lambda: {"a": change_about(world, "Pomažemo privredi i svim ulagačima.")})
    page = opened(world)
    assert [words(each) for each in page.xpath("//del | //ins")] == ["svim"]
    assert page.xpath("string(//ins/..)") == "Pomažemo privredi i svim ulagačima."


def change_about(world, text):
    revision = db.session.get_one(Revision, world["changed"])
    revision.content = revision.content | {"office": revision.content["office"] | {"about": text}}
    return revision


def test_a_first_submission_is_all_new(world):
    page = opened(world, "first")
    assert "Nothing is public yet" in words(page.xpath("//main")[0])
    assert not page.xpath("//div[@class='change__sides']")


def test_it_is_said_who_submitted_it_and_how_it_came_in(world):
    text = words(opened(world).xpath("//main/form/dl")[0])
    assert "Mira Đorđević, mira@becej.rs" in text and "by the office, version 2" in text and "nobody" in text


def test_internal_fields_are_marked(world):
    page = opened(world, "first")
    marked = [words(each) for each in page.xpath("//*[contains(@class, 'change__name') or self::h2][contains(., 'Internal')]")]
    assert [words(each) for each in page.xpath("//h4[contains(., 'Not public')]")] == ["Colleague: Skriveni Saradnik Not public"]
    assert "Email for reminders Internal" in marked and "Learning and mentoring Internal" in marked


def test_approving_publishes_tells_the_member_and_leads_back_to_the_queue(world):
    response = decide(world, "approve", text="Hvala.")
    assert (response.status_code, response.location) == (303, QUEUE)
    assert statuses(world)[:2] == ["superseded", "published"]
    _, second = mails(world, "approved")
    assert "Hvala." in second.body_text and second.to_address == "mira@becej.rs"


def test_returning_sends_reasons_message_and_comments_in_the_receivers_language(world):
    data = {
        "reasons": ["unclear", "file"],
        "text": "Dopunite.",
        comment("contact.head"): "Ko je to?",
        comment("sites.sites.s1.area"): "Ha?",
    }
    assert world.browser("staff").submit(url(world["changed"]), data, button="verb=return").status_code == 303
    assert statuses(world) == ["published", "returned", "submitted", "draft"]
    (mail,) = mails(world, "returned")
    assert mail.locale == "en"
    for part in (mail.body_text, mail.body_html):
        for text in (
            "Some of the text is not clear",
            "A picture or document cannot be used",
            "Dopunite.",
            "Ko je to?",
            "Ha?",
            "Contact – Head of the office",
            "Zona sever – Area (ha)",
        ):
            assert text in part
    said = world.ask(lambda: [(each.field, each.text, each.internal) for each in db.session.scalars(select(Comment).order_by(Comment.id))])
    assert said == [("contact.head", "Ko je to?", False), ("sites.sites.s1.area", "Ha?", False)]


def test_rejecting_closes_it_with_a_reason(world):
    assert decide(world, "reject", reasons=["duplicate"]).status_code == 303
    assert statuses(world)[:2] == ["published", "rejected"]
    assert "The same information was already submitted" in mails(world, "rejected")[0].body_text


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_sending_back_needs_a_word_to_the_office(world, verb):
    response = decide(world, verb, note="moja beleška", text="  \n ")
    assert response.status_code == 422
    assert words(response.page.xpath("//*[@id='text-error']")[0]).startswith("Error: Choose a reason")
    assert words(response.page.xpath("//textarea[@name='note']")[0]) == "moja beleška"
    assert statuses(world)[1] == "submitted"


def test_a_comment_alone_is_word_enough(world):
    assert decide(world, "return", **{comment("contact.head"): "Ko je to?"}).status_code == 303


def test_reasons_do_not_go_with_an_approval(world):
    response = decide(world, "approve", reasons=["wrong"], text="ostaje")
    assert response.status_code == 422
    assert response.page.xpath("//*[@id='reasons-error']") and response.page.xpath("//input[@value='wrong'][@checked]")
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"


def test_a_comment_that_is_too_long_is_refused_beside_its_field(world):
    response = decide(world, "return", **{comment("office.website"): "", comment("contact.website"): "x" * 1501, "text": "ostaje"})
    assert response.status_code == 422
    box = comment("contact.website")
    assert response.page.xpath(f"//*[@id='{box}-error']") and response.page.xpath(f"//a[@href='#{box}']")
    assert len(response.page.xpath(f"//details[@open]//textarea[@id='{box}']/ancestor::details[not(@open)]")) == 0
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"


def test_a_form_without_a_verb_does_nothing_and_keeps_the_text(world):
    response = world.browser("staff").submit(url(world["changed"]), {"text": "ostaje"})
    assert response.status_code == 422
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"


def test_switching_the_comparison_keeps_what_is_typed(corrected):
    response = decide(corrected, "look", "again", query="?osnova=vraceno", text="ostaje")
    assert response.status_code == 200
    assert words(response.page.xpath("//textarea[@name='text']")[0]) == "ostaje"
    assert response.page.xpath("//form[@id='review']/@action") == [url(corrected["again"], "?osnova=vraceno")]


def test_switching_the_comparison_leads_to_its_address_where_nothing_is_typed(corrected):
    response = decide(corrected, "look", "again", query="?osnova=vraceno")
    assert (response.status_code, response.headers["Location"]) == (303, url(corrected["again"], "?osnova=vraceno"))


def test_what_is_typed_with_an_old_token_is_kept_and_nothing_is_done(world):
    response = decide(world, "return", csrf_token="alt", text="ostaje", reasons=["wrong"], **{comment("contact.head"): "i ovo"})
    assert response.status_code == 422
    assert "Your session had ended" in words(response.page.xpath("//main")[0])
    assert words(response.page.xpath("//textarea[@id='comment-contact.head']")[0]) == "i ovo"
    assert response.page.xpath("//details[@open]//textarea[@id='comment-contact.head']")
    assert response.page.xpath("//input[@value='wrong'][@checked]")
    assert statuses(world)[1] == "submitted"


def test_signed_out_while_typing_the_sign_in_page_carries_all_of_it(world):
    visitor = world.browser()
    page = visitor.post(url(world["changed"]), data={"verb": "return", "text": "ostaje", comment("contact.head"): "i ovo"}).page
    assert "ostaje" in page.xpath("string(//input[@name='kept_fields']/@value)") and "i ovo" in page.xpath(
        "string(//input[@name='kept_fields']/@value)"
    )


def test_a_decision_about_what_was_withdrawn_says_so_and_shows_what_was_typed(world):
    staff = world.browser("staff")
    filled = form_values(staff.get(url(world["changed"])).page.xpath("//main//form")[0])

    def withdraw():
        revision = db.session.get_one(Revision, world["changed"])
        actions.withdraw(revision, version=revision.version, by=revision.submitted_by, at=NOW + timedelta(hours=1))
        db.session.commit()

    world.ask(withdraw)
    typed = {"text": "ostaje", comment("contact.head"): "i ovo", "note": "i beleška", "reasons": ["wrong"], "verb": "return"}
    response = staff.post(url(world["changed"]), data=filled | typed)
    assert response.status_code == 409
    text = words(response.page.xpath("//main")[0])
    for part in (
        "The office withdrew",
        "Withdrawn 20 November 2026, 11:00, Mira Đorđević",
        "ostaje",
        "i ovo",
        "i beleška",
        "seems to be wrong",
    ):
        assert part in text
    assert verbs(world)[-1] == "revision.withdrawn"


def test_a_second_decision_is_told_who_decided_and_how(world):
    other = world.browser("other")
    filled = form_values(other.get(url(world["changed"])).page.xpath("//main//form")[0])
    assert decide(world, "return", text="Prva reč.").status_code == 303
    response = other.post(url(world["changed"]), data=filled | {"verb": "approve"})
    assert response.status_code == 409
    text = words(response.page.xpath("//main")[0])
    assert "decided in the meantime" in text and "Ana Šefić" in text and "Prva reč." in text
    assert len(world.ask(lambda: db.session.scalars(select(Decision)).all())) == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "999", "9" * 40])
def test_a_decision_names_the_version_that_was_seen(world, version):
    response = decide(world, "approve", version=version)
    assert response.status_code == 409
    assert statuses(world)[1] == "submitted"


def test_a_decided_revision_is_read_only_with_its_decision(world):
    decide(world, "return", text="Dopunite adresu.", **{comment("contact.head"): "Ko je to?"})
    page = opened(world)
    assert not page.xpath("//main//form") and not page.xpath("//main//textarea")
    text = words(page.xpath("//main")[0])
    assert "Dopunite adresu." in text and "Comment: Ko je to?" in text and "Ana Šefić" in text


def test_a_published_revision_is_compared_with_what_was_public_before(world):
    decide(world, "approve")
    sides = [words(each) for each in opened(world).xpath("(//div[@class='change__sides'])[1]/div")]
    assert sides == ["Public before Mira Đorđević", "Submitted Petar Savić"]
    assert "Nothing is public yet" in words(opened(world, "public").xpath("//main")[0])


@pytest.fixture
def corrected(world):
    """A submission that was returned, corrected and submitted again."""

    def make():
        staff = db.session.get_one(Revision, world["changed"])
        send_back(
            staff, staff.office.published_revision.decision.decided_by, ("contact.head", "Ko je to?"), ("contact.phone", "Pozvao sam.")
        )
        again = submit(office("becej"), staff.submitted_by, contact={"head": "Petar Savić", "phone": "+38121691111"},
                       sites={"sites": [THIRD_SITE, SITE | {"area": "14"}]})  # fmt: skip
        return {"again": again}

    world.ids |= make_world(world.app, make).ids
    return world


def test_a_resubmission_shows_what_changed_since_it_was_returned(corrected):
    page = opened(corrected, "again", "?osnova=vraceno")
    changed = [words(each) for each in page.xpath("//*[contains(@class, 'change__name')][contains(., 'Changed')]")]
    assert changed == ["Telephone Changed"]
    assert [words(each) for each in page.xpath("(//div[@class='change__sides'])[1]/div")] == [
        "Sent back 021 691 2345",
        "Submitted 021 691 111",
    ]


def test_a_resubmission_shows_what_was_said_and_keeps_the_comparison_with_the_public_one(corrected):
    page = opened(corrected, "again")
    text = words(page.xpath("//main")[0])
    assert "Dopunite." in text and "Contact – Telephone" in text and "Pozvao sam." in text
    assert "Comment when it was sent back: Ko je to?" in text
    assert [words(each) for each in page.xpath("//*[contains(@class, 'change__name')][contains(., 'Changed')]")][:2] == [
        "Head of the office Changed",
        "Telephone Changed",
    ]


def test_a_decision_keeps_to_the_comparison_that_was_looked_at(corrected):
    response = decide(corrected, "return", "again", query="?osnova=vraceno")
    assert response.status_code == 422
    assert response.page.xpath("//form[@id='review']/@action") == [url(corrected["again"], "?osnova=vraceno")]


def test_earlier_decisions_are_listed(corrected):
    text = words(opened(corrected, "again").xpath("//main")[0])
    assert "Earlier decisions (2)" in text and "Version 2 Returned" in text


@pytest.mark.parametrize("path", ["0", "2147483647", "2147483648", "9" * 30, "x", "1%00"])
def test_an_unknown_submission_is_not_found(world, path):
    assert world.browser("staff").get(url(path)).status_code == 404


def test_a_draft_is_not_for_review(world):
    draft = make_world(world.app, lambda: {"draft": actions.start_draft(office("ada"), by=make_member(office("ada")), at=NOW)})
    staff = world.browser("staff")
    assert [staff.get(url(draft["draft"], each)).status_code for each in ("", "dodela/")] == [404, 404]
    assert staff.send(url(draft["draft"]), {"verb": "approve", "version": "1"}).status_code == 404


@pytest.mark.parametrize("person", ["head", "user"])
def test_only_staff_review(world, person):
    browser = world.browser(person)
    paths = ("", "dodela/")
    assert [browser.get(url(world["changed"], each)).status_code for each in paths] == [404, 404]
    assert [
        browser.send(url(world["changed"], each), {"verb": "approve", "version": "2", "assign": "take"}).status_code for each in paths
    ] == [404, 404]
    assert statuses(world)[1] == "submitted"


def test_what_is_no_field_and_no_reason_has_no_effect(world):
    data = {
        comment("contact.nema"): "x",
        comment("sites.sites.s9.area"): "x",
        comment(""): "x",
        "reasons": ["nema", "wrong"],
        "verb": "return",
    }
    assert world.browser("staff").send(url(world["changed"]), data | {"version": "2"}).status_code == 303
    decision = world.ask(lambda: db.session.scalars(select(Decision).where(Decision.revision_id == world["changed"])).one())
    assert decision.reasons == ["wrong"]
    assert world.ask(lambda: list(db.session.scalars(select(Comment)))) == []


def test_a_large_profile_is_reviewed_with_few_queries(world):
    staff = world.browser("staff")
    with counted_queries() as few:
        staff.get(url(world["changed"]))

    def enlarge():
        revision = db.session.get_one(Revision, world["changed"])
        sites = [SITE | {"id": f"n{number}", "name": f"Zona {number}"} for number in range(60)]
        revision.content = revision.content | {"sites": {"sites": sites}}
        return {"changed": revision}

    make_world(world.app, enlarge)
    with counted_queries() as many:
        page = staff.get(url(world["changed"])).page
    assert len(page.xpath("//h4[contains(., 'Added')]")) == 60
    assert len(many) == len(few) <= 20
