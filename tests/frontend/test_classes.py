from __future__ import annotations

import re
from collections import defaultdict

from tools.node import FRONTEND

RULE = re.compile(r"^([^\s@{}/$][^{}]*)\{", re.MULTILINE)
OWN_CLASS = re.compile(r"\.(?!govuk-)[\w-]+")


def test_two_parts_of_the_style_sheet_never_mean_different_things_by_one_class():
    files = defaultdict(set)
    for path in (FRONTEND / "scss").glob("*.scss"):
        for selectors in RULE.findall(path.read_text()):
            for selector in map(str.strip, selectors.split(",")):
                if OWN_CLASS.fullmatch(selector):
                    files[selector].add(path.name)
    assert {selector: names for selector, names in files.items() if len(names) > 1} == {}
