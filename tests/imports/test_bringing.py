"""What holds for every table that staff bring, whatever is in it: a file that cannot be used is refused in words."""

from __future__ import annotations

import pytest

from tests.factories import make_moderator
from tests.imports.books import BOMB, BROKEN, OLD
from tests.imports.bringing import Bringing
from tests.people import shared_world

IMPORTS = {
    "recipients": ("/moderacija/distribucija/uvoz/", "name", "kind"),
    "municipalities": ("/moderacija/opstine/uvoz/", "code", "active"),
}
"""By what is brought: where, the column that is needed, and one that may stand there."""


@pytest.fixture
def world(app):
    return shared_world(app, lambda: {"staff": make_moderator()})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        ("NEEDED\nč".encode("cp1250"), "UTF-8"),
        ("NEEDED\nx".encode("utf-16"), "UTF-8"),
        (b"NEEDED\n\x00", "not a text file"),
        (b"a" * 400_000, "too large"),
        (b"NEEDED,NEEDED\n1,2\n", "twice"),
        (b"OTHER\nx\n", "missing"),
        (b"NEEDED,telefon,=x\n1,2,3\n", "not known"),
        (b"NEEDED,OTHER\n1\n", "Line 2 has 1 cells instead of 2"),
        (b'NEEDED,OTHER\n"1,2\n', "quotation marks"),
        (b"NEEDED\n" + b"1\n" * 1001, "1000 rows"),
        (BROKEN["no archive"], "cannot be read"),
        (BROKEN["cut off"], "cannot be read"),
        (BROKEN["entities in entities"], "cannot be read"),
        (BOMB, "unpacked"),
        (OLD, "old kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("what", IMPORTS)
def test_a_file_that_cannot_be_used_is_refused_in_words(world, what, data, says):
    path, needed, other = IMPORTS[what]
    response = Bringing(world, path).show(data.replace(b"NEEDED", needed.encode()).replace(b"OTHER", other.encode()))
    assert response.status_code == 422
    assert says in response.page.xpath("string(//main)")


@pytest.mark.parametrize("what", IMPORTS)
def test_no_file_is_told(world, what):
    assert world.browser("staff").send(IMPORTS[what][0]).status_code == 422


@pytest.mark.parametrize("content", ["", "x", "name,name\n", "code,code\n", "a" * 400_000])
@pytest.mark.parametrize("what", IMPORTS)
def test_doing_what_no_dry_run_showed_is_refused(world, what, content):
    assert Bringing(world, IMPORTS[what][0]).apply_unseen(content).status_code == 400
