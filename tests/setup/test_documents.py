"""The documents say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledportal import config, paths
from ledportal.offices.profile import SECTIONS
from ledportal.offices.workflow import TRANSITIONS
from tools import data_dictionary, diagram, documents, features

ROOT = Path(__file__).parents[2]


def test_each_setting_is_explained_and_nothing_else():
    read = set(re.findall(r"LEDPORTAL_[A-Z_]+", "".join(Path(module.__file__).read_text() for module in (config, paths)))) - {"LEDPORTAL_"}
    assert set(re.findall(r"`(LEDPORTAL_[A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text())) == read


def test_the_diagram_has_every_transition():
    arrows = [line.strip() for line in diagram.lines() if ":" in line and "-->" in line]
    assert arrows == [f"{before} --> {after}: {verb}" for (before, verb), after in TRANSITIONS.items()]


def test_the_dictionary_names_every_field():
    keys = {line.split(" | ")[0].removeprefix("| ") for line in data_dictionary.lines() if line.startswith("| ")}
    for section in SECTIONS:
        assert {spec.key for spec in section.fields} | {f"{group.key}[]" for group in section.groups} <= keys
        assert {f"{group.key}[].{spec.key}" for group in section.groups for spec in group.fields} <= keys


def _part(name, text):
    return f"<!-- written from the code: {name} -->\n{text}\n<!-- end -->\n"


def test_a_document_that_differs_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "DOCS", tmp_path)
    monkeypatch.setattr(documents, "PARTS", {"a.md": {"one": lambda: ["new"], "two": lambda: ["2"]}})
    (tmp_path / "a.md").write_text(f"before\n{_part('one', 'old')}between\n{_part('two', '2')}after\n")
    monkeypatch.setattr("sys.argv", ["documents", "--check"])
    with pytest.raises(SystemExit, match=r"a\.md differs"):
        documents.main()
    monkeypatch.setattr("sys.argv", ["documents"])
    documents.main()
    assert (tmp_path / "a.md").read_text() == f"before\n{_part('one', 'new')}between\n{_part('two', '2')}after\n"
    assert not documents.stale()


def test_each_folder_says_what_it_holds():
    told = dict(re.fullmatch(r"\| `([a-z]+)/` \| (.*) \|", line).groups() for line in features.lines()[2:])
    assert "offices" in told
    assert [name for name, what in told.items() if not what] == []


def test_a_document_without_its_place_is_refused():
    with pytest.raises(ValueError, match="markers"):
        documents.current(_part("other", "x"), "one", ["x"])


@pytest.mark.parametrize("document", sorted(["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]))
def test_each_link_leads_somewhere(document):
    here = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", here.read_text())
    assert [link for link in links if not (here.parent / link).exists()] == []


def test_each_make_target_that_the_readme_names_exists():
    named = set(re.findall(r"make ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_each_command_that_is_named_exists(app):
    text = "".join(path.read_text() for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    for named, second in set(re.findall(r"flask --app ledportal ([a-z]+)(?: ([a-z]+)\b)?", text)):
        command = app.cli.commands.get(named) or app.test_cli_runner().invoke(args=[named, "--help"]).exit_code == 0
        assert command, named
        assert not hasattr(command, "commands") or second in command.commands, f"{named} {second}"
