"""The form of a section, built from the declaration: a WTForms control for each field, a small form for each item of a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask_babel import gettext
from wtforms.form import BaseForm

from ledportal.offices import controls
from ledportal.offices.content import Problem, empty_section
from ledportal.offices.declaration import Field, Group, Section, Values
from ledportal.offices.kinds import Files

PLACEHOLDER = "__index__"
"""Stands for the index in the pattern from which the page's script makes new items."""


@dataclass(frozen=True)
class Control:
    """A field on the page.

    Attributes:
        field: of WTForms; its id is the name in ``content.Problem.control``.
        path: what a comment to it names.
        files: the ids of the files that are kept, for a field of files.
    """

    spec: Field
    field: Any
    path: str
    files: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.field.id)

    @property
    def label(self) -> str:
        return str(self.field.label.text)


@dataclass(frozen=True)
class Item:
    """An item of a group on the page; ``index`` counts from 0, or is the placeholder."""

    group: Group
    index: int | str
    id: str
    path: str
    controls: tuple[Control, ...]

    @property
    def name(self) -> str:
        return f"{self.group.key}-{self.index}"

    @property
    def number(self) -> int | str:
        return self.index + 1 if isinstance(self.index, int) else ""

    @property
    def label(self) -> str:
        return f"{gettext(self.group.item)} {self.number}"


class Items:
    """A repeatable group on the page, and the pattern of a new item."""

    def __init__(self, group: Group, path: str, items: Iterable[Values], *, blank: bool) -> None:
        self.group, self.path = group, path
        self.errors: list[str] = []
        listed = list(items)
        if (blank or len(listed) < group.least) and len(listed) < group.most:
            listed.append({"id": uuid4().hex})
        self.items = [_item(group, path, index, values) for index, values in enumerate(listed)]
        self.pattern = _item(group, path, PLACEHOLDER, {"id": ""})


class SectionForm:
    """A section filled in, with what is wrong in it.

    Args:
        values: content, canonical or as it was typed.
        problems: to be shown beside their controls.
        blank: the key of the group that gets one empty item more.
    """

    def __init__(self, section: Section, values: Values, problems: Sequence[Problem] = (), *, blank: str = "") -> None:
        self.section = section
        self.parts = list(_parts(section, empty_section(section) | dict(values), blank))
        self.errors: list[tuple[str, str]] = []
        for problem in problems:
            self.say(problem.control, gettext(problem.message, **problem.values))

    def say(self, control: str, message: str) -> bool:
        """Put a sentence beside a control, named as in ``content.Problem.control``; say whether there is such a control."""
        for name, label, target in self._places():
            if name == control:
                target.errors = [message]
                self.errors.append((control, f"{label}: {message}"))
                return True
        return False

    def _places(self) -> Iterator[tuple[str, str, Any]]:
        """Yield what a sentence can stand beside: its name, its label, and what holds the sentence."""
        for part in self.parts:
            if isinstance(part, Control):
                yield part.name, part.label, part.field
                continue
            yield part.group.key, gettext(part.group.label), part
            for item in part.items:
                yield from ((each.name, f"{item.label} – {each.label}", each.field) for each in item.controls)


def _parts(section: Section, values: Values, blank: str) -> Iterator[Control | Items]:
    single = _controls(section.fields, "", section.key, values)
    for part in section.parts:
        if isinstance(part, Group):
            yield Items(part, f"{section.key}.{part.key}", values[part.key], blank=blank == part.key)
        else:
            yield single[part.key]


def _item(group: Group, path: str, index: int | str, values: Values) -> Item:
    name = f"{path}.{values['id']}"
    found = _controls(group.fields, f"{group.key}-{index}-", name, values)
    return Item(group, index, values["id"], name, tuple(found.values()))


def _controls(specs: Sequence[Field], prefix: str, path: str, values: Values) -> dict[str, Control]:
    form = BaseForm({controls.name_of(spec): controls.build(spec, prefix) for spec in specs}, prefix=prefix)
    form.process(data={spec.key: controls.as_typed(spec, values.get(spec.key)) for spec in specs})
    return {spec.key: _control(form, spec, path, values) for spec in specs}


def _control(form: BaseForm, spec: Field, path: str, values: Values) -> Control:
    field = form[controls.name_of(spec)]
    controls.bind(field, spec)
    files = tuple(values.get(spec.key) or ()) if isinstance(spec.kind, Files) else ()
    return Control(spec, field, f"{path}.{spec.key}", files)
