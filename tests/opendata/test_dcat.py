"""The catalogue of data: right by the rules of DCAT-AP, and read by the portals' programs as it is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from ledportal.opendata.tables import TABLES
from tests.directory.entries import publish
from tests.opendata.harvesters import ckan, udata, udata_services
from tests.people import shared_world

SHAPES = Path(__file__).parent / "shapes" / "dcat_ap.ttl"
BASE = "http://127.0.0.1:5000"
PUBLISHED = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
FORMATS = {"json-ld": "/podaci/dcat.jsonld", "turtle": "/podaci/dcat.ttl"}

pytestmark = [pytest.mark.database("sqlite"), pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")]
"""rdflib's own parser of JSON-LD uses what rdflib wants nobody to use any more."""


@pytest.fixture
def world(translated):
    return shared_world(translated, lambda: {"becej": publish("becej", at=PUBLISHED)})


def read(world, kind="turtle"):
    graph = Graph()
    graph.parse(data=world.browser().get(FORMATS[kind]).get_data(as_text=True), format=kind)
    return graph


@pytest.fixture
def graph(world):
    return read(world)


def shortcomings(graph):
    _conforms, _graph, text = validate(graph, shacl_graph=Graph().parse(SHAPES, format="turtle"), advanced=True)
    return text


def test_it_keeps_the_rules_of_dcat_ap(graph):
    assert "Conforms: True" in shortcomings(graph)


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.publisher, DCAT.accessURL, DCAT.dataset, DCTERMS.license, DCAT.theme])
def test_what_is_missing_breaks_the_rules(graph, predicate):
    graph.remove((next(graph.subjects(predicate)), predicate, None))
    assert "Conforms: False" in shortcomings(graph)


def test_both_forms_say_the_same(world):
    assert isomorphic(read(world, "json-ld"), read(world, "turtle"))


def test_it_names_every_public_table_and_each_file_once(graph):
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    identifiers = {str(graph.value(each, DCTERMS.identifier)) for each in graph.objects(catalogue, DCAT.dataset)}
    assert identifiers == {"registar-ler", *(f"registar-ler-{table.file}" for table in TABLES.values())}
    files = [str(each) for each in graph.objects(None, DCAT.downloadURL)]
    assert len(files) == len(set(files)) and {f"{BASE}/podaci/kancelarije.{ending}" for ending in ("csv", "json", "xlsx")} <= set(files)


def test_texts_stand_in_all_versions_the_serbian_one_first(graph):
    for titles in ([*graph.objects(each, DCTERMS.title)] for each in graph.subjects(RDF.type, DCAT.Dataset)):
        assert [each.language for each in titles] == ["sr", "sr-Cyrl", "en"] and len(set(titles)) == 3
    office = URIRef(f"{BASE}/podaci/dcat.jsonld#kancelarije")
    assert [*graph.objects(office, DCTERMS.title)] == [
        Literal("Registar kancelarija za LER: Kancelarije", lang="sr"), Literal("Регистар канцеларија за ЛЕР: Канцеларије", lang="sr-Cyrl"),
        Literal("Register of LED offices: Offices", lang="en"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
def test_the_national_portal_reads_it(world, kind):
    found = {each.id: each for each in udata(read(world, kind))}
    assert len(found) == len(TABLES) + 1
    dataset = found["registar-ler-lokacije"]
    assert dataset.title == "Registar kancelarija za LER: Investicione lokacije"
    assert dataset.description.startswith("Zemljište i prostor za investitore.") and dataset.page == f"{BASE}/podaci/#lokacije"
    assert (dataset.frequency, dataset.since.isoformat()) == ("continuous", "2026-11-21")
    assert dataset.modified.tzinfo is not None and dataset.contact == ("CenTriR", "registar@example.org")
    assert dataset.geometry["type"] == "Polygon" and "lokalni ekonomski razvoj" in dataset.tags
    assert "https://creativecommons.org/licenses/by/4.0/" in dataset.licences
    assert dataset.resources[0] == (f"{BASE}/podaci/lokacije.csv", "lokacije.csv", "csv", "text/csv")
    assert [each[2] for each in dataset.resources] == ["csv", "json", "xlsx"]


def test_the_national_portal_takes_the_api_for_a_service_of_all_datasets(graph):
    ((title, address, description, datasets),) = udata_services(graph)
    assert (title, address, description) == ("API registra kancelarija za LER", f"{BASE}/api/v1/", f"{BASE}/api/v1/openapi.json")
    assert datasets == {each.id for each in udata(graph)}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("sr", "Registar kancelarija za LER: Projekti"), ("en", "Register of LED offices: Projects"),
        ("sr_Latn", "Registar kancelarija za LER: Projekti"), ("ca", "Registar kancelarija za LER: Projekti"),
    ],
)  # fmt: skip
def test_ckan_reads_it(world, kind, language, title):
    dataset = next(each for each in ckan(read(world, kind), language) if each["uri"].endswith("#projekti"))
    assert dataset["title"] == title and dataset["url"] == f"{BASE}/podaci/#projekti" and dataset["license_id"] == "cc-by"
    assert dataset["publisher"] == ("CenTriR", f"{BASE}/") and dataset["contact"] == ("CenTriR", "registar@example.org")
    assert (
        dataset["spatial_uri"].endswith("/country/SRB") and dataset["spatial"]["type"] == "Polygon" and dataset["spatial_text"] == "Srbija"
    )
    assert dataset["temporal_start"] == "2026-11-21" and len(dataset["tags"]) == 8
    assert dataset["resources"][0][:2] == (f"{BASE}/podaci/projekti.csv", "projekti.csv")


@pytest.mark.parametrize(("path", "media_type"), [(FORMATS["json-ld"], "application/ld+json"), (FORMATS["turtle"], "text/turtle")])
def test_it_is_the_same_in_every_version_and_says_what_it_is(world, path, media_type):
    answers = [world.browser().get(prefix + path) for prefix in ("", "/cir", "/en")]
    assert {each.mimetype for each in answers} == {media_type} and len({each.data for each in answers}) == 1


def test_of_an_empty_register_it_tells_no_beginning(client):
    text = client.get(FORMATS["turtle"]).text
    assert "dct:temporal" not in text and "dct:issued" not in text and "dcat:Dataset" in text
