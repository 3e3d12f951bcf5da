from __future__ import annotations

from ledportal.paths import TEMPLATES

NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})


def test_there_are_templates():
    assert "layout.html" in NAMES


def test_every_template_compiles(bare):
    for name in NAMES:
        assert bare.jinja_env.get_template(name), name
