from __future__ import annotations

import re

from ledportal.administration.verbs import VERBS, verb_label
from ledportal.offices.profile import BY_KEY
from ledportal.paths import PACKAGE

VERB = re.compile(
    r'"((?:address|colleague|cycle|edition|freshness|invitation|job|letters|mail|membership|municipality|office|profile|recipient|reminder|report|revision|shipment|staff|task|text|user)\.[a-z_]+)"'
)


def test_every_verb_that_the_code_records_has_a_label_and_no_other(app):
    code = [path.read_text() for path in PACKAGE.rglob("*.py") if path.name != "verbs.py"]
    fields = {f"{section}.{each.key}" for section, declared in BY_KEY.items() for each in declared.parts}
    pages = {rule.endpoint for rule in app.url_map.iter_rules()} | {"letters.id", "letters.run"}  # an endpoint, a column, a kind of job
    assert {verb for text in code for verb in VERB.findall(text)} - fields - pages == VERBS.keys()


def test_a_verb_of_an_older_release_stands_as_it_is(context):
    assert verb_label("profile.swept") == "profile.swept"
