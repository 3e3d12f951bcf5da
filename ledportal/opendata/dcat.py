"""The catalogue of the register's data (DCAT-AP 3.0) as JSON-LD: what there is, in which files, under which licence.

The national portal reads it with udata, others with CKAN.
"""

from __future__ import annotations

from ledportal import licence
from ledportal.opendata import offers, vocabulary
from ledportal.opendata.dcat_nodes import BOX, LICENCE, SERBIA, SINCE, Facts, Node, day, in_versions, moment, shared, text, typed
from ledportal.opendata.offers import File
from ledportal.opendata.tables import DISTRICTS, MUNICIPALITIES, REGIONS, TABLES, Table
from ledportal.text import N_

ABOUT = N_(
    "The public register of the local economic development offices of Serbia's towns and municipalities: whom to call, what they offer, "
    "and when they last confirmed it."
)
HOW = N_("Each office keeps its own entry; CenTriR's staff check it and publish it.")
KEYWORDS = (N_("local economic development"), N_("local self-government"), N_("investment"), N_("economy"))
PLACES = (MUNICIPALITIES, DISTRICTS, REGIONS)


def catalogue(facts: Facts) -> Node:
    """Return the catalogue."""
    return {"@context": vocabulary.CONTEXT, "@graph": [_catalogue(facts), *shared(facts)]}


def _catalogue(facts: Facts) -> Node:
    return {
        **facts.name("katalog"),
        "@type": "dcat:Catalog",
        "dct:title": in_versions(N_("Open data of the register of LED offices")),
        "dct:description": in_versions(ABOUT),
        "dct:publisher": facts.name("izdavac"),
        "dcat:contactPoint": facts.name("kontakt"),
        "foaf:homepage": _document(facts, "/podaci/"),
        "dct:language": [typed(each, "dct:LinguisticSystem") for each in (vocabulary.SERBIAN, vocabulary.ENGLISH)],
        "dct:license": LICENCE,
        "dct:conformsTo": typed(vocabulary.PROFILE, "dct:Standard"),
        "dcat:themeTaxonomy": typed(vocabulary.THEMES, "skos:ConceptScheme"),
        "dct:spatial": SERBIA,
        **({"dct:issued": day(facts.since)} if facts.since else {}),
        "dct:modified": moment(facts.changed),
        "dcat:dataset": [_whole(facts), *(_dataset(table, facts) for table in TABLES.values())],
        "dcat:service": _service(facts),
    }


def _whole(facts: Facts) -> Node:
    return {
        **facts.name(offers.ALL),
        "@type": "dcat:Dataset",
        "dct:identifier": "registar-ler",
        "dct:title": in_versions(N_("Register of LED offices: all tables")),
        "dct:description": in_versions(ABOUT, HOW),
        "dcat:landingPage": _document(facts, "/podaci/"),
        **_of_dataset(facts),
        **_about(facts, "ECON", "REGI"),
        "dcat:distribution": [_distribution(each, facts, offers.ALL) for each in offers.WHOLE],
    }


def _dataset(table: Table, facts: Facts) -> Node:
    return {
        **facts.name(table.file),
        "@type": "dcat:Dataset",
        "dct:identifier": f"registar-ler-{table.file}",
        "dct:title": in_versions(N_("Register of LED offices: %(table)s"), table=table.title),
        "dct:description": in_versions(table.description, HOW),
        "dcat:landingPage": _document(facts, f"/podaci/#{table.file}"),
        "dct:conformsTo": typed(f"{facts.base}/podaci/recnik/{table.file}/", "dct:Standard"),
        **_of_dataset(facts),
        **_about(facts, *(("REGI", "GOVE") if table in PLACES else ("ECON", "REGI"))),
        "dcat:distribution": [_distribution(each, facts, table.file) for each in offers.files_of(table)],
    }


def _of_dataset(facts: Facts) -> Node:
    return {
        "dct:accrualPeriodicity": typed(vocabulary.CONTINUOUSLY, "dct:Frequency"),
        "dct:language": {"@id": vocabulary.SERBIAN},
        "dct:spatial": [SERBIA, BOX],
        **({"dct:temporal": SINCE} if facts.since else {}),
        "dct:modified": moment(facts.changed),
    }


def _about(facts: Facts, *themes: str) -> Node:
    """Return what is said alike of a table and of the service: its subject, who answers for it, and who may use it."""
    return {
        "dcat:keyword": [text(each, locale) for locale in ("sr_Latn", "en") for each in KEYWORDS],
        "dcat:theme": [typed(f"{vocabulary.THEMES}/{code}", "skos:Concept") for code in themes],
        "dct:publisher": facts.name("izdavac"),
        "dcat:contactPoint": facts.name("kontakt"),
        "dct:accessRights": typed(vocabulary.PUBLIC, "dct:RightsStatement"),
    }


def _distribution(file: File, facts: Facts, of: str) -> Node:
    kind = file.format.file_type
    return {
        **facts.name(f"{of}-{file.format.ending}"),
        "@type": "dcat:Distribution",
        "dct:title": file.path.rpartition("/")[2],
        "dct:description": in_versions(file.format.title),
        "dcat:accessURL": facts.ref(file.path),
        "dcat:downloadURL": facts.ref(file.path),
        "dcat:mediaType": typed(f"{vocabulary.MEDIA_TYPES}/{file.format.media_type}", "dct:MediaType"),
        **({"dct:format": typed(f"{vocabulary.FILE_TYPES}/{kind}", "dct:MediaTypeOrExtent")} if kind else {}),
        "dct:license": LICENCE,
        "dct:rights": typed(licence.URL, "dct:RightsStatement"),
        "dcatap:availability": typed(vocabulary.STABLE, "skos:Concept"),
        "dct:language": {"@id": vocabulary.SERBIAN},
        "dct:modified": moment(facts.changed),
    }


def _service(facts: Facts) -> Node:
    return {
        **facts.name("api"),
        "@type": "dcat:DataService",
        "dct:identifier": "registar-ler-api",
        "dct:title": in_versions(N_("API of the register of LED offices")),
        "dct:description": in_versions(N_("The same data by address, with filters and pages, as JSON")),
        "dcat:endpointURL": facts.ref(offers.API),
        "dcat:endpointDescription": facts.ref(offers.DESCRIPTION_OF_API),
        "dcat:landingPage": _document(facts, "/podaci/#api"),
        "dcat:servesDataset": [facts.name(of) for of in (offers.ALL, *(table.file for table in TABLES.values()))],
        **_about(facts, "ECON", "REGI"),
        "dct:license": LICENCE,
    }


def _document(facts: Facts, path: str) -> Node:
    return typed(facts.base + path, "foaf:Document")
