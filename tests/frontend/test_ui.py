from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import flash

from ledportal.offices.workflow import MEANING, Status


def page_of(number: int, last: int) -> SimpleNamespace:
    return SimpleNamespace(number=number, last=last, url=lambda to: f"?strana={to}")


@pytest.mark.parametrize(
    ("number", "links"),
    [(1, [("next", "?strana=2")]), (2, [("prev", "?strana=1"), ("next", "?strana=3")]), (3, [("prev", "?strana=2")])],
)
def test_pages_link_to_their_neighbours(render, number, links):
    nav = render("{{ pages(page) }}", prefix="/en", page=page_of(number, 3)).xpath("//nav[@class='pages']")[0]
    assert [(link.get("rel"), link.get("href")) for link in nav.iter("a")] == links
    assert f"Page {number} of 3" in "".join(nav.itertext())


def test_a_list_of_one_page_has_no_pages(render):
    assert render("{{ pages(page) }}", page=page_of(1, 1)).xpath("//nav[@class='pages']") == []


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_tag_with_its_word(render, status):
    assert render("{{ status_tag(status) }}", prefix="/en", status=status).xpath("string(//strong)") == MEANING[status].label


@pytest.mark.parametrize(
    ("kind", "role", "name"), [("success", "alert", "Done"), ("error", "alert", "Problem"), ("info", "region", "Message")]
)
def test_a_notice_says_what_it_is_without_its_colour(render, kind, role, name):
    notice = render("{{ notice(text, kind) }}", prefix="/en", kind=kind, text="<b>").xpath("//*[contains(@class, 'notice--')]")[0]
    assert (notice.get("role"), notice.get("aria-label"), notice.xpath("string(p)")) == (role, name, "<b>")


def test_a_message_of_an_unknown_kind_is_plain_information(render):
    page = render("{{ flash('Gone') or flashes() }}", flash=flash)
    assert page.xpath("//*[contains(@class, 'notice--info')]/p/text()") == ["Gone"]


def test_an_empty_list_says_what_will_stand_there(render):
    page = render('{% call empty("Nobody", "People stand here.") %}<a href="/">Go</a>{% endcall %}')
    assert [page.xpath("string(//*[@class='empty']/h2)"), page.xpath("string(//*[@class='empty']/p)")] == ["Nobody", "People stand here."]
    assert page.xpath("//*[@class='empty']/a/@href") == ["/"]


def test_a_summary_escapes_what_people_wrote(render):
    page = render("{{ rows(pairs) }}", pairs=[("Name", "<script>")])
    assert [page.xpath("string(//dt)"), page.xpath("string(//dd)")] == ["Name", "<script>"]
