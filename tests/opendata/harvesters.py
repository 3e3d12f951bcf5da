"""A catalogue of data read as the programs of the portals read it: which properties they look at, and what they make of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.resource import Resource

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
GEOJSON = "https://www.iana.org/assignments/media-types/application/vnd.geo+json"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FREQUENCIES = {"http://publications.europa.eu/resource/authority/frequency/UPDATE_CONT": "continuous"}


@dataclass
class Harvested:
    """A dataset as a portal keeps it."""

    id: str
    title: str
    description: str
    page: str
    tags: set[str]
    frequency: str | None
    modified: Any
    contact: tuple[str, str]
    geometry: dict[str, Any] | None
    since: Any
    licences: set[str]
    resources: list[tuple[str, str, str, str]]
    """Of each file: its address, its title, its format, its media type."""


def udata(graph: Graph) -> list[Harvested]:
    """Read a catalogue as udata's DCAT backend does: the first value of a property, whatever its language, for titles."""
    assert not [each for kind in (HYDRA.PartialCollectionView, HYDRA.PagedCollection) for each in graph.subjects(RDF.type, kind)]
    return [_udata_dataset(graph, graph.resource(node)) for node in graph.subjects(RDF.type, DCAT.Dataset)]


def _plain(value: Any) -> Any:
    return value.toPython() if isinstance(value, URIRef | Literal) else value.identifier.toPython()


def _one(resource: Resource, predicate: URIRef) -> Any:
    value = resource.value(predicate)
    return None if value is None else _plain(value)


def _in_serbian(resource: Resource, predicate: URIRef) -> str:
    values = [*resource.objects(predicate)]
    return str(next((each for each in values if each.language == "sr"), values[0]))


def _udata_dataset(graph: Graph, dataset: Resource) -> Harvested:
    contact = dataset.value(DCAT.contactPoint)
    period = dataset.value(DCTERMS.temporal)
    assert not isinstance(period.identifier, URIRef), "udata would fetch it"
    shapes = [
        json.loads(literal) for place in dataset.objects(DCTERMS.spatial) for literal in place.objects()
        if isinstance(literal, Literal) and str(literal.datatype) == GEOJSON
    ]  # fmt: skip
    files = [*dataset.objects(DCAT.distribution)]
    assert not [*dataset.objects(DCTERMS.hasPart)], "udata would take each for a file"
    return Harvested(
        id=str(graph.value(dataset.identifier, DCTERMS.identifier)),
        title=_one(dataset, DCTERMS.title),
        description=_in_serbian(dataset, DCTERMS.description),
        page=_one(dataset, DCAT.landingPage),
        tags={str(each) for each in dataset.objects(DCAT.keyword)},
        frequency=FREQUENCIES.get(str(_one(dataset, DCTERMS.accrualPeriodicity))),
        modified=_one(dataset, DCTERMS.modified),
        contact=(_one(contact, VCARD.fn), _one(contact, VCARD.hasEmail).replace("mailto:", "")),
        geometry=shapes[0] if shapes else None,
        since=_one(period, DCAT.startDate),
        licences={_plain(each) for file in files for name in (DCTERMS.license, DCTERMS.rights) for each in file.objects(name)},
        resources=[_udata_file(graph, file) for file in files],
    )


def _udata_file(graph: Graph, file: Resource) -> tuple[str, str, str, str]:
    kind, media_type = _one(file, DCTERMS.format), _one(file, DCAT.mediaType)
    assert media_type.startswith(MEDIA_TYPES) and file.value(DCAT.accessService) is None
    name = graph.namespace_manager.compute_qname(kind)[2].lower() if kind else ""
    return _one(file, DCAT.downloadURL) or _one(file, DCAT.accessURL), _one(file, DCTERMS.title), name, "/".join(media_type.split("/")[-2:])


def udata_services(graph: Graph) -> list[tuple[str, str, str, set[str]]]:
    """Return the title, the address, the description and the datasets of each service that udata takes over."""
    within = {*graph.objects(None, DCAT.accessService)}
    found = [graph.resource(each) for each in graph.subjects(RDF.type, DCAT.DataService) if each not in within]
    return [
        (
            _in_serbian(each, DCTERMS.title), _one(each, DCAT.endpointURL), _one(each, DCAT.endpointDescription),
            {_one(dataset, DCTERMS.identifier) for dataset in each.objects(DCAT.servesDataset)},
        )
        for each in found
    ]  # fmt: skip


CKAN_LICENCES = {"Creative Commons Attribution": "cc-by"}


def ckan(graph: Graph, language: str) -> list[dict[str, Any]]:
    """Read a catalogue as ckanext-dcat does: the value in the portal's language, else the first."""
    return [_ckan_dataset(graph, node, language) for node in graph.subjects(RDF.type, DCAT.Dataset)]


def _ckan_value(graph: Graph, subject: Any, predicate: URIRef, language: str) -> str:
    values = [*graph.objects(subject, predicate)]
    other = next((str(each) for each in values if isinstance(each, Literal)), "")
    return next((str(each) for each in values if not isinstance(each, Literal) or each.language == language), other)


def _ckan_dataset(graph: Graph, node: Any, language: str) -> dict[str, Any]:
    def value(predicate: URIRef, subject: Any = node) -> str:
        return _ckan_value(graph, subject, predicate, language)

    places = [*graph.objects(node, DCTERMS.spatial)]
    (publisher,), (contact,) = graph.objects(node, DCTERMS.publisher), graph.objects(node, DCAT.contactPoint)
    (period,) = graph.objects(node, DCTERMS.temporal)
    files = [*graph.objects(node, DCAT.distribution)]
    titles = [value(DCTERMS.title, next(graph.objects(file, DCTERMS.license))) for file in files]
    return {
        "uri": str(node),
        "title": value(DCTERMS.title),
        "notes": value(DCTERMS.description),
        "url": value(DCAT.landingPage),
        "tags": [str(each) for each in graph.objects(node, DCAT.keyword)],
        "modified": value(DCTERMS.modified),
        "frequency": value(DCTERMS.accrualPeriodicity),
        "language": [str(each) for each in graph.objects(node, DCTERMS.language)],
        "publisher": (value(FOAF.name, publisher), value(FOAF.homepage, publisher)),
        "contact": (value(VCARD.fn, contact), value(VCARD.hasEmail, contact).replace("mailto:", "")),
        "temporal_start": value(DCAT.startDate, period),
        "spatial_uri": next(str(each) for each in places if isinstance(each, URIRef)),
        "spatial": json.loads(next(value(LOCN.geometry, each) for each in places if value(LOCN.geometry, each))),
        "spatial_text": next(value(SKOS.prefLabel, each) for each in places if value(SKOS.prefLabel, each)),
        "license_id": next((CKAN_LICENCES[title] for title in titles if title in CKAN_LICENCES), ""),
        "resources": [(value(DCAT.downloadURL, file), value(DCTERMS.title, file), value(DCAT.mediaType, file)) for file in files],
    }
