"""The OpenAPI document is true: a program that knows nothing but it finds no answer that deviates from it."""

from __future__ import annotations

from datetime import timedelta

import jsonschema
import pytest
import schemathesis
import schemathesis.engine
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events

from ledportal import clock
from ledportal.opendata.api.operations import OPERATIONS
from tests.directory.entries import PUBLIC, publish
from tests.factories import office
from tests.people import make_world

NOW = clock.now()
API = "/api/v1"


@pytest.fixture
def world(app):
    def make():
        publish("cacak", confirmed=PUBLIC, at=NOW - timedelta(days=600), contact={"website": "https://чачак.example.org/ž?š"})
        publish("becej", confirmed=PUBLIC, at=NOW - timedelta(days=2), office={"logo": ["a" * 32]}, contact={"email": "ler@bečej.example"})
        publish("ada").office.status = "closed"
        return {"becej": office()}

    return make_world(app, make)


def test_the_document_is_a_document(world):
    document = world.browser().get(f"{API}/openapi.json").json
    assert document["openapi"] == "3.1.0" and document["servers"] == [{"url": "http://127.0.0.1:5000/api/v1"}]
    assert [*document["paths"]] == [each.path for each in OPERATIONS]
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_each_answer_is_as_declared(world):
    visitor = world.browser()
    document = visitor.get(f"{API}/openapi.json").json
    for each in OPERATIONS:
        schema = document["paths"][each.path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        validator = jsonschema.Draft202012Validator(
            {**schema, "components": document["components"]}, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        for path in (each.path.replace("{slug}", "becej"), each.path.replace("{slug}", "ada") + each.example):
            answer = visitor.get(API + path).json
            assert [error.message for error in validator.iter_errors(answer)] == [], path
    assert visitor.get(f"{API}/sites").json["data"]


def run(app):
    """Let schemathesis ask what the document allows, and much that it does not; return what failed and the number of cases."""
    config = SchemathesisConfig.from_dict(
        {
            "headers": {"Accept-Encoding": "identity"},
            "generation": {"max-examples": 5, "deterministic": True, "database": "none"},
            "phases": {"stateful": {"enabled": False}},
        }
    )
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", app, config=config)
    failures, cases = [], 0
    for event in schemathesis.engine.from_schema(schema).execute():
        assert not isinstance(event, events.FatalError | events.NonFatalError), event
        if isinstance(event, events.ScenarioFinished):
            cases += len(event.recorder.cases)
            checks = (check for found in event.recorder.checks.values() for check in found)
            failed = (check.failure_info for check in checks if check.failure_info)
            failures += [(event.label, str(each.failure), each.code_sample) for each in failed]
    return failures, cases


@pytest.mark.database("postgresql")
def test_schemathesis_finds_no_deviation(world):
    failures, cases = run(world.app)
    assert failures == []
    assert cases > 500
