"""An application without a database, and a form that has one field of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, render_template_string, request
from lxml.etree import _Element
from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from ledportal.forms import Form, choices
from tests.client import check_page
from tests.databases import make_app

PAGE = """{% extends "layout.html" %}
{% from "components/forms.html" import csrf, error_summary, field, form_errors, submit with context %}
{% from "components/ui.html" import back_link, email, empty, flashes, notice, pages, rows, status_tag, tag %}
{% block title %}Sample{% endblock %}
{% block main %}<h1>Sample</h1>"""


class SampleForm(Form):
    name = StringField("Name", [InputRequired("Enter the name.")], description="As in the decision.")
    area = StringField("Area", render_kw={"suffix": "ha", "inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"})
    founded = IntegerField("Founded", [InputRequired("Enter the year.")])
    password = PasswordField("Password", render_kw={"autocomplete": "new-password"})
    about = TextAreaField("About", render_kw={"data-longest": 100, "spellcheck": "true"})
    note = TextAreaField("Note", render_kw={"rows": 2})
    kind = SelectField("Kind", choices=choices({"a": "Office", "b": "Department"}, empty="Choose"))
    council = RadioField("Council", [InputRequired("Choose yes or no.")], choices=choices({"y": "Yes", "n": "No"}))
    services = SelectMultipleField("Services", choices=choices({"1": "Advice", "2": "Training"}))
    shown = BooleanField("Show the number")
    logo = FileField("Logo", render_kw={"accept": ".png"})


Render = Callable[..., _Element]


@pytest.fixture(scope="package")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app("sqlite://", tmp_path_factory.mktemp("bare"))


@pytest.fixture
def render(bare_app: Flask) -> Iterator[Render]:
    """Render a piece of template within the layout, as the answer to a GET, or to a POST of the given data."""

    def rendered(piece: str, data: dict[str, object] | None = None, prefix: str = "", **values: object) -> _Element:
        locale = {"ledportal.locale": {"": "sr_Latn", "/cir": "sr_Cyrl", "/en": "en"}[prefix]}
        method = "GET" if data is None else "POST"
        with bare_app.test_request_context("/", method=method, data=data, environ_overrides={"SCRIPT_NAME": prefix, **locale}):
            form = SampleForm()
            if request.method == "POST":
                form.validate()
            return check_page(render_template_string(PAGE + piece + "{% endblock %}", **{"form": form, **values}))

    yield rendered
