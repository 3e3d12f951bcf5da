"""What a browser suggests in its own search box, in the form of OpenSearch."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, json, request

from ledportal.access import public
from ledportal.crawlers.views import crawlers
from ledportal.forms import shorten
from ledportal.languages import absolute_url, current_locale, in_script
from ledportal.page_cache import same_for_everybody
from ledportal.search.criteria import Criteria, to_args
from ledportal.search.suggesting import Suggestion, suggest

SUGGESTIONS = "application/x-suggestions+json"


@crawlers.get("/opensearch/predlozi.json")
@public
@same_for_everybody
def suggestions() -> Response:
    """Give what was typed, and of each suggestion the text, where it belongs, and its address."""
    text = shorten(request.args.get("q"))
    found = suggest(text) if text else []
    lines = [[in_script(each.label) for each in found], [in_script(each.hint) for each in found], [_address(each) for each in found]]
    return Response(json.dumps([text, *lines]), content_type=SUGGESTIONS)


def _address(each: Suggestion) -> str:
    if each.slug:
        return absolute_url("directory.office", current_locale(), slug=each.slug)
    query = urlencode(to_args(Criteria(chosen={each.kind: (each.value,)})))
    return f"{absolute_url('directory.index', current_locale())}?{query}"
