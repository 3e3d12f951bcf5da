"""The page of a section: what it shows, what its buttons do, and that nothing typed is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from sqlalchemy import select

from ledportal.accounts import passwords
from ledportal.attachments import files
from ledportal.attachments.models import Attachment
from ledportal.extensions import db
from ledportal.offices import actions, queries
from ledportal.offices.actions import Ruling
from ledportal.offices.content import digest, empty_content
from ledportal.offices.kinds import HARD_LIMIT
from ledportal.offices.models import Comment, Revision
from ledportal.offices.profile import SECTIONS
from tests.attachments.files import pdf, picture
from tests.client import form_values
from tests.factories import NOW, full_content, make_member, make_moderator, office
from tests.people import make_world, shared_world

CONTACT = "/moja-kancelarija/becej/kontakt/"
OFFICE = "/moja-kancelarija/becej/kancelarija/"
SITES = "/moja-kancelarija/becej/lokacije/"
DOCUMENTS = "/moja-kancelarija/becej/dokumenta/"
JSON = {"Accept": "application/json"}


@pytest.fixture
def world(app):
    def make():
        people = {"head": make_member(office()), "colleague": make_member(office(), role="editor"), "other": make_member(office("ub"))}
        return people | {"staff": make_moderator()}

    return shared_world(app, make)


@pytest.fixture
def head(world):
    return world.browser("head")


def user(world, name):
    return db.session.get_one(actions.User, world[name])


def draft(world, **sections):
    """Start a draft that is filled in."""

    def make():
        made = actions.start_draft(office(), by=user(world, "head"), at=NOW)
        made.content = full_content(**sections)
        return {"draft": made}

    return make_world(world.app, make)


def submit(world):
    def make():
        made = queries.open_revision(office())
        actions.submit(made, version=made.version, by=user(world, "head"), at=NOW)
        return {"submission": made}

    return make_world(world.app, make)


def stored(world, key="contact"):
    found = world.ask(lambda: queries.open_revision(office()))
    return found.content[key] if found else None


def shown(page):
    return form_values(page.xpath("//main//form[@method='post']")[-1])


def message(page, control):
    return page.xpath(f"normalize-space(//*[@id='{control}-error'])")


def count(world, model=Revision):
    return world.ask(lambda: len(db.session.scalars(select(model)).all()))


@pytest.mark.parametrize("slug", [each.slug for each in SECTIONS])
def test_each_section_has_its_page(world, head, slug):
    assert head.get(f"/en/moja-kancelarija/becej/{slug}/").status_code == 200
    draft(world)
    assert head.get(f"/moja-kancelarija/becej/{slug}/").status_code == 200


@pytest.mark.parametrize("slug", ["nema", "contact", "%00", "a" * 3000])
def test_an_unknown_section_is_not_found(head, slug):
    assert head.get(f"/moja-kancelarija/becej/{slug}/").status_code == 404


@pytest.mark.parametrize("name", ["other", None])
def test_who_is_no_member_gets_nowhere(world, name):
    browser = world.browser(name)
    assert browser.get(CONTACT).status_code == (404 if name else 303)
    assert browser.send(CONTACT, {"head": "X"}).status_code == (404 if name else 200)
    assert count(world) == 0


def test_looking_starts_no_draft(world, head):
    head.get(CONTACT)
    assert count(world) == 0


def test_the_first_save_starts_the_draft(world, head):
    response = head.submit(CONTACT, {"head": "  Mira  Đorđević "}, button="save=1")
    assert (response.status_code, response.location) == (303, CONTACT)
    assert stored(world) == empty_content()["contact"] | {"head": "Mira Đorđević"}
    assert head.get("/en" + CONTACT).page.xpath("normalize-space(//*[contains(@class, 'notice--success')]/p)") == "Saved"


def test_without_a_draft_the_form_shows_the_published_profile(world, head):
    def make():
        published = actions.start_draft(office(), by=user(world, "head"), at=NOW)
        published.content = full_content()
        actions.submit(published, version=published.version, by=user(world, "head"), at=NOW)
        actions.approve(published, version=published.version, by=user(world, "staff"), at=NOW)
        return {"published": published}

    make_world(world.app, make)
    assert shown(head.get(CONTACT).page)["head"] == "Mira Đorđević"
    assert count(world) == 1
    assert head.submit(CONTACT, {"head": "Nova Načelnica"}).status_code == 303
    assert stored(world) == full_content()["contact"] | {"head": "Nova Načelnica"}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.key)
def test_saving_a_section_as_it_stands_changes_nothing(world, head, section):
    draft(world)
    assert head.submit(f"/cir/moja-kancelarija/becej/{section.slug}/", button="save=1").status_code == 303
    assert (stored(world, section.key), world.ask(lambda: queries.open_revision(office()).version)) == (full_content()[section.key], 1)


def test_staff_say_first_how_the_information_came_in(world):
    staff = world.browser("staff")
    assert (staff.get(CONTACT).status_code, staff.get(CONTACT).location) == (303, "/moja-kancelarija/becej/")
    response = staff.send("/en" + CONTACT, {"head": "Moja"})
    assert (response.status_code, shown(response.page)["head"], count(world)) == (409, "Moja", 0)
    staff.send("/moja-kancelarija/becej/nacrt/", {"provenance": "phone"})
    assert staff.submit(CONTACT, {"head": "Moja"}).status_code == 303
    assert stored(world)["head"] == "Moja"


def test_save_and_continue_leads_through_the_sections(head):
    for section, following in pairwise(SECTIONS):
        response = head.submit(f"/moja-kancelarija/becej/{section.slug}/", button="save_and_next=1")
        assert response.location == f"/moja-kancelarija/becej/{following.slug}/"
    assert head.submit("/moja-kancelarija/becej/ucenje/", button="save_and_next=1").location == "/moja-kancelarija/becej/pregled/"


def test_who_goes_on_is_told_what_to_come_back_to(head):
    head.submit(CONTACT, {"phone": "nemamo"}, button="save_and_next=1")
    notices = head.get("/en/moja-kancelarija/becej/dokumenta/").page.xpath("//div[contains(@class, 'notice')]//p")
    assert [each.text for each in notices] == ["Saved. Something is to be corrected before you submit: Contact"]


def test_a_mistake_is_saved_and_marked(world, head):
    assert head.submit(CONTACT, {"phone": "nemamo", "head": ""}).status_code == 303
    assert stored(world)["phone"] == "nemamo"
    page = head.get("/en" + CONTACT).page
    assert page.xpath("normalize-space(//*[@role='alert']/p)") == "Saved. Correct what is marked before you submit."
    assert message(page, "phone") == "Error: Enter a telephone number in the form 034 306 100"
    assert (message(page, "head"), shown(page)["phone"]) == ("", "nemamo")


def test_from_the_review_page_everything_that_is_missing_is_marked(head):
    page = head.get("/en" + CONTACT + "?potpuno=1").page
    links = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a/@href")
    texts = page.xpath("//*[contains(@class, 'govuk-error-summary')]//a/text()")
    assert (
        texts[0] == "Head of the office: This is required: fill it in"
        and links[0] == "#head"
        and all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)
    )
    assert message(page, "head") == "Error: This is required: fill it in"
    assert head.submit(CONTACT + "?potpuno=1", {"head": "Mira"}).location == CONTACT + "?potpuno=1"


def test_an_empty_group_that_is_asked_for_is_marked(head):
    page = head.get("/en" + OFFICE + "?potpuno=1").page
    assert page.xpath("normalize-space(//*[@id='languages']/p[@class='govuk-error-message'])") == "Error: Add at least one"


def test_without_script_an_item_is_added_and_removed(world, head):
    draft(world)
    response = head.submit(CONTACT, {"head": "Nova"}, button="add=team")
    assert (response.status_code, response.location) == (303, CONTACT + "?dodaj=team#team-2-name")
    assert stored(world)["head"] == "Nova"
    page = head.get(response.location).page
    assert page.xpath("//fieldset[@data-item='2']//input[@id='team-2-name']")
    filled = shown(page) | {"team-2-name": "Iva Ivić"}
    assert head.post(CONTACT, data=filled).status_code == 303
    assert [each["name"] for each in stored(world)["team"]] == ["Ana Anić", "Skriveni Saradnik", "Iva Ivić"]
    response = head.submit(CONTACT, button="remove=team-0")
    assert response.location == CONTACT + "#team"
    assert [each["id"] for each in stored(world)["team"]][:1] == ["t2"]


def test_the_enter_key_saves(head):
    buttons = head.get(CONTACT).page.xpath("//main//form[@method='post']//button[not(ancestor::template)]")
    assert buttons[0].get("name") == "save"


def test_a_full_group_takes_no_more(world, head):
    team = [{"id": f"t{index}", "name": f"Osoba {index}"} for index in range(20)]
    draft(world, contact={"team": team})
    page = head.get(CONTACT + "?dodaj=team").page
    assert len(page.xpath("//*[@id='team']//fieldset[@data-item and not(ancestor::template)]")) == 20
    assert page.xpath("//*[@id='team']/button[@data-add]/@hidden")


@pytest.mark.parametrize(
    ("url", "control", "typed"),
    [
        (OFFICE, "about", {"about": "x" * (HARD_LIMIT + 1)}),
        (OFFICE, "form", {"form": "castle"}),
        (CONTACT, "team", {f"team-{index}-name": f"Osoba {index}" for index in range(60)}),
    ],
)
def test_what_no_draft_can_hold_is_refused_with_all_kept_on_the_page(world, head, url, control, typed):
    response = head.submit(url, {"name": "Naziv", "head": "Mira"} | typed)
    assert (response.status_code, count(world)) == (422, 0)
    assert response.page.xpath(f"//*[contains(@class, 'govuk-error-summary')]//a[@href='#{control}']")
    kept = shown(response.page)
    assert all(kept[name] == value for name, value in typed.items() if control != "form")
    assert kept["name" if url == OFFICE else "head"] in {"Naziv", "Mira"}


def test_a_later_save_is_refused_with_both_versions_and_nothing_lost(world, head):
    draft(world)
    colleague = world.browser("colleague")
    mine = shown(head.get(CONTACT).page) | {"head": "Moja", "team-0-name": "Moja Ana"}
    colleague.submit(CONTACT, {"head": "Tuđa", "hours": "7–15"})
    response = head.post("/en" + CONTACT, data=mine)
    assert response.status_code == 409
    rows = [
        [" ".join(cell.itertext()).split() for cell in row]
        for row in response.page.xpath("//main//table/tbody/tr")
    ]  # fmt: skip
    assert rows == [
        [["Head", "of", "the", "office"], ["Moja"], ["Tuđa"]],
        [["Moja", "Ana:", "Name", "and", "surname"], ["Moja", "Ana"], ["Ana", "Anić"]],
        [["Working", "hours"], ["–"], ["7–15"]],
    ]
    kept = shown(response.page)
    assert (stored(world)["head"], kept["head"], kept["team-0-name"], kept["hours"]) == ("Tuđa", "Moja", "Moja Ana", "")
    assert head.post(CONTACT, data=kept | {"save": "1"}).status_code == 303
    assert (stored(world)["head"], stored(world)["hours"]) == ("Moja", "")


def test_colleagues_in_different_sections_do_not_meet(world, head):
    draft(world)
    mine = shown(head.get(CONTACT).page) | {"head": "Moja"}
    world.browser("colleague").submit(OFFICE, {"about": "Tuđe"})
    assert head.post(CONTACT, data=mine).status_code == 303
    assert (stored(world)["head"], stored(world, "office")["about"]) == ("Moja", "Tuđe")


def test_sending_the_same_twice_is_no_conflict(head):
    mine = shown(head.get(CONTACT).page) | {"head": "Moja"}
    assert [head.post(CONTACT, data=mine).status_code for _ in range(2)] == [303, 303]


def test_a_submitted_profile_is_only_shown(world, head):
    draft(world)
    mine = shown(head.get(CONTACT).page) | {"head": "Zakasnela"}
    submit(world)
    page = head.get("/en" + CONTACT).page
    assert not page.xpath("//main//form") and "Withdraw it first" in page.xpath("string(//main)")
    assert "Mira Đorđević" in page.xpath("string(//main)")
    response = head.post("/en" + CONTACT, data=mine)
    assert (response.status_code, shown(response.page)["head"]) == (409, "Zakasnela")
    assert stored(world)["head"] == "Mira Đorđević"

    def withdraw():
        found = queries.open_revision(office())
        actions.withdraw(found, version=found.version, by=user(world, "head"), at=NOW)
        return {}

    make_world(world.app, withdraw)
    assert head.post(CONTACT, data=shown(response.page)).status_code == 303
    assert stored(world)["head"] == "Zakasnela"


def test_a_page_that_saves_itself_hears_when_it_saved(world, head):
    mine = shown(head.get(CONTACT).page) | {"head": "Moja"}
    answer = head.post("/en" + CONTACT, data=mine, headers=JSON)
    assert (answer.status_code, answer.json["seen"]) == (200, digest(stored(world)))
    assert answer.json["message"].startswith("Saved at ")
    again = head.post(CONTACT, data=mine | {"seen": answer.json["seen"], "head": "Opet"}, headers=JSON)
    assert (again.status_code, stored(world)["head"]) == (200, "Opet")


def test_a_page_that_saves_itself_hears_why_it_did_not(world, head):
    mine = shown(head.get(CONTACT).page) | {"head": "Moja"}
    head.submit(CONTACT, {"head": "Tuđa"})
    answers = [
        head.post(CONTACT, data=mine, headers=JSON),
        head.post(CONTACT, data=mine | {"csrf_token": "x"}, headers=JSON),
        head.post(CONTACT, data=mine | {"head": "x" * (HARD_LIMIT + 1)}, headers=JSON),
        world.browser().post(CONTACT, data=mine, headers=JSON),
    ]
    assert [each.status_code for each in answers] == [409, 400, 422, 401]
    assert all(each.is_json for each in answers) and stored(world)["head"] == "Tuđa"


def test_new_items_are_saved_once_however_often_the_page_saves(world, head):
    mine = shown(head.get(CONTACT).page) | {"team-0-id": "abc", "team-0-name": "Ana"}
    for name in ("Ana", "Ana A", "Ana Anić"):
        mine |= {"seen": head.post(CONTACT, data=mine | {"team-0-name": name}, headers=JSON).json["seen"]}
    assert [(each["id"], each["name"]) for each in stored(world)["team"]] == [("abc", "Ana Anić")]


def test_a_failed_token_shows_all_that_was_typed_and_saves_nothing(world, head):
    draft(world)
    mine = shown(head.get(CONTACT).page) | {"head": "Moja", "team-1-name": "Promenjen", "csrf_token": "x"}
    response = head.post("/en" + CONTACT, data=mine)
    assert (response.status_code, stored(world)["head"]) == (400, "Mira Đorđević")
    kept = shown(response.page)
    assert (kept["head"], kept["team-1-name"], kept["seen"]) == ("Moja", "Promenjen", mine["seen"])
    assert "Nothing is saved yet" in response.page.xpath("string(//main)")
    assert head.post(CONTACT, data=kept).status_code == 303
    assert stored(world)["team"][1]["name"] == "Promenjen"


def test_after_the_session_ended_the_text_comes_back_with_the_next_sign_in(world, head):
    draft(world)
    mine = shown(head.get(CONTACT).page) | {"head": "Moja", "team-2-id": "novi", "team-2-name": "Iva Ivić"}
    visitor = world.browser()
    response = visitor.post(CONTACT, data=mine)
    assert response.status_code == 200 and response.page.xpath("//input[@name='kept_fields']")
    carried = form_values(response.page.xpath("//main//form[@method='post']")[0])
    with world.app.app_context():
        person = user(world, "head")
        person.password_hash = passwords.hash_password("zelena lipa u dvorištu")
        email = person.email
        db.session.commit()
    resumed = visitor.post("/nalog/prijava/", data=carried | {"email": email, "password": "zelena lipa u dvorištu"})
    back = visitor.post(CONTACT, data=form_values(resumed.page.xpath("//main//form[@method='post']")[0]))
    kept = shown(back.page)
    assert (back.status_code, kept["head"], kept["team-2-name"], kept["team-2-id"]) == (400, "Moja", "Iva Ivić", "novi")
    assert visitor.post(CONTACT, data=kept).status_code == 303
    assert (stored(world)["head"], len(stored(world)["team"])) == ("Moja", 3)


def test_a_picture_and_a_document_are_kept_with_the_section(world, head):
    head.submit(OFFICE, {"logo-upload": (picture(), "znak.png")}, content_type="multipart/form-data")
    [logo] = stored(world, "office")["logo"]
    assert head.get(f"/prilozi/{logo}", buffered=True).status_code == 200
    page = head.get(OFFICE).page
    assert page.xpath("//ul[@class='files']//img/@src") == [f"/prilozi/{logo}"]
    head.submit(DOCUMENTS, {"documents-0-title": "Plan", "documents-0-file-upload": (pdf(), "plan.pdf")})
    assert len(stored(world, "documents")["documents"][0]["file"]) == 1
    head.submit(OFFICE, {"logo-remove": logo})
    assert stored(world, "office")["logo"] == []


def test_a_new_logo_takes_the_place_of_the_old_one(world, head):
    for _ in range(2):
        head.submit(OFFICE, {"logo-upload": (picture(), "znak.png")})
    assert len(stored(world, "office")["logo"]) == 1 and count(world, Attachment) == 2


def test_a_file_that_is_refused_leaves_the_rest_saved(world, head):
    typed = {"sites-0-name": "Sever", "sites-0-photos-upload": [(picture(), "a.png"), (pdf(), "b.png")]}
    response = head.submit("/en" + SITES, typed)
    assert response.status_code == 422
    assert message(response.page, "sites-0-photos").startswith("Error: b.png: This is not a PNG, JPEG or WebP picture")
    [site] = stored(world, "sites")["sites"]
    assert (site["name"], len(site["photos"])) == ("Sever", 1)
    assert head.post(SITES, data=shown(response.page)).status_code == 303
    assert stored(world, "sites")["sites"] == [site]


def test_a_site_has_five_photos_at_most(world, head):
    typed = {"sites-0-name": "Sever", "sites-0-photos-upload": [(picture(), f"{index}.png") for index in range(6)]}
    response = head.submit("/en" + SITES, typed)
    assert message(response.page, "sites-0-photos") == "Error: 5.png: Keep at most 5 files"
    assert len(stored(world, "sites")["sites"][0]["photos"]) == 5


def test_a_file_that_came_with_a_refused_save_is_kept(world, head):
    mine = shown(head.get(OFFICE).page)
    head.submit(OFFICE, {"about": "Tuđe"})
    response = head.post(OFFICE, data=mine | {"about": "Moje", "logo-upload": (picture(), "znak.png")})
    assert response.status_code == 409
    head.post(OFFICE, data=shown(response.page))
    assert len(stored(world, "office")["logo"]) == 1


def test_a_failed_token_keeps_no_file_and_says_so(world, head):
    mine = shown(head.get(OFFICE).page) | {"csrf_token": "x", "logo-upload": (picture(), "znak.png")}
    response = head.post("/en" + OFFICE, data=mine)
    assert message(response.page, "logo") == "Error: znak.png: Choose the file again: your browser does not send it twice"
    assert count(world, Attachment) == 0


def test_files_of_other_offices_and_purposes_are_dropped(world, head):
    def make():
        by = user(world, "head")
        return {
            "own": files.store(picture(), "logo", office(), by=by, at=NOW),
            "letter": files.store(pdf(), "letter", office(), by=by, at=NOW),
            "foreign": files.store(picture(), "logo", office("ub"), by=by, at=NOW),
        }

    made = make_world(world.app, make)
    ids = [made["own"], made["letter"], made["foreign"], "f" * 32, "../../etc"]
    assert head.submit(OFFICE, {"logo": ids}).status_code == 303
    assert stored(world, "office")["logo"] == [made["own"]]


def test_what_staff_wrote_stands_beside_the_fields(world, head):
    draft(world)
    submit(world)

    def make():
        found = queries.open_revision(office())
        comments = tuple((path, f"O {path}") for path in ("contact.phone", "contact.team", "contact.team.t1", "contact.team.t2.email"))
        found.comments.append(Comment(field="contact.head", text="TAJNO", internal=True, created_at=NOW, author=user(world, "staff")))
        ruling = Ruling(("unclear",), "Dopunite.", (*comments, ("office.about", "Drugde")))
        return {"draft": actions.return_to_office(found, version=found.version, ruling=ruling, by=user(world, "staff"), at=NOW)}

    make_world(world.app, make)
    page = head.get("/en" + CONTACT).page
    texts = ["".join(each.itertext()).partition(": ")[2] for each in page.xpath("//*[@class='comment']")]
    assert texts == ["O contact.team", "O contact.team.t1", "O contact.team.t2.email", "O contact.phone"]
    assert "TAJNO" not in page.xpath("string()")
