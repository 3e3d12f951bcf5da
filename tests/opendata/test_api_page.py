"""The page of the API tells what the OpenAPI document says, all of it and nothing else."""

from __future__ import annotations

import jsonschema
import pytest

from tests.opendata.test_openapi import API

pytestmark = pytest.mark.database("sqlite")
VALUE = "normalize-space(following-sibling::dd[1])"


@pytest.fixture
def visitor(translated):
    return translated.test_client()


@pytest.fixture(params=["", "/cir", "/en"])
def told(visitor, request):
    """The document and the page of a version."""
    return visitor.get(f"{request.param}{API}/openapi.json").json, visitor.get(f"{request.param}{API}/").page


def details(page, operation):
    """Return the lists behind an operation: parameters where it has any, and what it answers."""
    return page.xpath(f"//section[@aria-labelledby='{operation['operationId']}']//dl")


def names(part):
    return [each.text for each in part.xpath("./dt/code[1]")]


def properties(document, schema):
    """Return the names of all that a schema holds, as far as it is declared."""
    if "$ref" in schema:
        return properties(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "items" in schema:
        return properties(document, schema["items"])
    found = []
    for name, inner in schema.get("properties", {}).items():
        found += [name, *properties(document, inner)]
    return found


def content(operation):
    return operation["responses"]["200"]["content"]["application/json"]


def test_each_parameter_stands_there_with_how_often_it_may_be_given(told):
    document, page = told
    for each in document["paths"].values():
        operation = each["get"]
        if not operation["parameters"]:
            continue
        part = details(page, operation)[0]
        assert names(part) == [parameter["name"] for parameter in operation["parameters"]]
        for parameter, line in zip(operation["parameters"], part.xpath("./dt"), strict=True):
            text, schema = line.xpath(VALUE), parameter["schema"]
            assert text.startswith(parameter["description"])
            note = line.xpath("string(following-sibling::dd[1]/strong)")
            assert (str(schema["maxItems"]) in note and note.endswith(schema["description"])) if "maxItems" in schema else not note
            assert {*schema.get("items", schema).get("enum", ())} == {*line.xpath("following-sibling::dd[1]/code/text()")}


def test_each_answer_stands_there_with_all_that_it_holds(told):
    document, page = told
    for each in document["paths"].values():
        operation = each["get"]
        schema = content(operation)["schema"]
        wanted = properties(document, schema["properties"]["data"] if "data" in schema.get("properties", {}) else schema)
        part = details(page, operation)[-1]
        assert [name.removesuffix("[]").rpartition(".")[2] for name in names(part)] == wanted and wanted
        assert all(line.xpath("string(span)").strip() for line in part.xpath("./dt"))


def test_a_page_and_an_error_stand_there_once(told):
    document, page = told
    pages = [schema for each in document["paths"].values() if "data" in (schema := content(each["get"])["schema"]).get("properties", {})]
    around = [{name: inner for name, inner in schema["properties"].items() if name != "data"} for schema in pages]
    assert len(pages) > 10 and all(each == around[0] for each in around)
    (shown,) = page.xpath("//h2[@id='pages']/following-sibling::dl[1]")
    assert names(shown) == [*pages[0]["properties"]]
    statuses, fields = page.xpath("//h2[@id='errors']/following-sibling::dl")
    assert names(statuses) == sorted({status for each in document["paths"].values() for status in each["get"]["responses"]} - {"200"})
    assert [name.rpartition(".")[2] for name in names(fields)] == properties(document, document["components"]["schemas"]["Problem"])


def test_the_codes_of_a_table_are_told_by_its_dictionary(visitor, told):
    _document, page = told
    links = page.xpath("//section[@class='operation']/details[last()]//p/a/@href")
    assert len(links) > 10
    for link in links:
        answer = visitor.get(link)
        assert answer.status_code == 200 and answer.page.xpath("string(//html/@lang)") == page.xpath("string(//html/@lang)")


def test_examples_are_as_declared(told):
    document, page = told
    known = {"components": document["components"]}
    samples = [content(each["get"]) for each in document["paths"].values() if "example" in content(each["get"])]
    samples.append(document["components"]["responses"]["Wrong"]["content"]["application/problem+json"])
    for each in samples:
        jsonschema.Draft202012Validator({**each["schema"], **known}).validate(each["example"])
    assert len(page.xpath("//pre[@aria-label]")) == len(samples) > 2


def test_what_each_address_may_be_tried_with_is_in_the_document(visitor, told):
    document, page = told
    tried = page.xpath("//section[@class='operation']/p/a/@href")
    assert len(tried) == sum("{" not in path for path in document["paths"])
    assert {visitor.get(address).status_code for address in tried} == {200}
    assert any("free_site=greenfield" in address for address in tried)
