"""The catalogue of data as Turtle.

The triples are read from the nodes here: rdflib's own parser of JSON-LD does far more than the catalogue needs, and warns of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from rdflib import DCAT, RDF, BNode, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer

from ledportal.opendata.vocabulary import CONTEXT

Node = Mapping[str, Any]


class InOrder(TurtleSerializer):
    """Leaves the values of a property in their order: of a text in several languages some readers take the first."""

    topClasses = [DCAT.Catalog]  # noqa: N815  # rdflib's name

    def sortProperties(self, properties: Mapping[Any, Any]) -> list[Any]:  # noqa: N802
        return sorted(properties, key=lambda each: each not in self.predicateOrder)


def as_turtle(catalogue: Node) -> str:
    """Return the catalogue, with its prefixes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in CONTEXT.items():
        graph.bind(prefix, namespace)
    for node in catalogue["@graph"]:
        _add(graph, node)
    written = BytesIO()
    InOrder(graph).serialize(written, encoding="utf-8")
    return written.getvalue().decode()


def _add(graph: Graph, node: Node) -> URIRef | BNode:
    """Add what a node says, and what the nodes in it say; return its name."""
    name = node["@id"]
    subject = BNode(name[2:]) if name.startswith("_:") else URIRef(name)
    for key, values in node.items():
        if key == "@type":
            graph.add((subject, RDF.type, _expanded(values)))
        elif key != "@id":
            for value in values if isinstance(values, list) else [values]:
                graph.add((subject, _expanded(key), _object(graph, value)))
    return subject


def _object(graph: Graph, value: str | Node) -> URIRef | BNode | Literal:
    if isinstance(value, str):
        return Literal(value)
    if "@id" in value:
        return _add(graph, value)
    kind = value.get("@type")
    return Literal(value["@value"], lang=value.get("@language"), datatype=_expanded(kind) if kind else None)


def _expanded(name: str) -> URIRef:
    """Return the address that a short name stands for."""
    prefix, _, rest = name.partition(":")
    return URIRef(CONTEXT[prefix] + rest if prefix in CONTEXT else name)
