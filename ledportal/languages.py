"""Three versions of every page: Serbian in Latin script at ``/``, in Cyrillic at ``/cir/``, English at ``/en/``.

The prefix is moved from the path to ``SCRIPT_NAME`` before Flask sees the request, so that each route is written once and
``url_for`` stays within the reader's version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from ledportal.script import to_cyrillic, to_latin

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Locale = Literal["sr_Latn", "sr_Cyrl", "en"]
DEFAULT: Locale = "sr_Latn"


@dataclass(frozen=True)
class Language:
    locale: Locale
    prefix: str
    html_lang: str
    label: str


LANGUAGES: dict[str, Language] = {
    language.locale: language
    for language in (
        Language("sr_Latn", "", "sr-Latn", "Latinica"),
        Language("sr_Cyrl", "/cir", "sr-Cyrl", "Ћирилица"),
        Language("en", "/en", "en", "English"),
    )
}


KNOWN: dict[tuple[str, str | None], Locale] = {("sr", "Latn"): "sr_Latn", ("sr", "Cyrl"): "sr_Cyrl", ("en", None): "en"}
"""The locales by their language and script: Babel takes long to put their names together, and pages ask for them hundreds of times."""


@dataclass(frozen=True)
class Alternate:
    """This page in one of its versions."""

    locale: Locale
    label: str
    lang: str
    url: str
    current: bool


class LanguagePrefix:
    """WSGI middleware that reads the version from the first part of the path."""

    def __init__(self, wsgi_app: WSGIApplication) -> None:
        self.wsgi_app = wsgi_app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for language in LANGUAGES.values():
            if language.prefix and path.startswith(language.prefix + "/"):
                environ["PATH_INFO"] = path[len(language.prefix) :]
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + language.prefix
                environ["ledportal.locale"] = language.locale
                break
        return self.wsgi_app(environ, start_response)


def request_locale() -> str:
    """Return the locale of the page being served; outside a request, the default."""
    if has_request_context():
        return str(request.environ.get("ledportal.locale", DEFAULT))
    return DEFAULT


def current_locale() -> Locale:
    """Return the locale in force, which a mail being rendered may have changed."""
    locale = get_locale()
    return DEFAULT if locale is None else KNOWN.get((locale.language, locale.script), DEFAULT)


def absolute_url(endpoint: str, locale: str = DEFAULT, **values: Any) -> str:
    """Return the public address of an endpoint in a version, from the configured base URL and never from a header."""
    base = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(base.netloc, LANGUAGES[locale].prefix + "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def alternates() -> list[Alternate]:
    """Return the versions of the page being served, this one included, with the same query."""
    query = urlencode(list(request.args.items(multi=True)))
    here = quote(request.path) + (f"?{query}" if query else "")
    return [
        Alternate(language.locale, language.label, language.html_lang, language.prefix + here, language.locale == request_locale())
        for language in LANGUAGES.values()
    ]


def in_script(text: str | None) -> str:
    """Return what somebody wrote, in the reader's script: for names, addresses and prose, never for emails or links."""
    return (to_cyrillic if current_locale() == "sr_Cyrl" else to_latin)(text or "")


def html_lang(locale: str) -> str:
    """Return the ``lang`` of text that was written in a locale, such as a mail to somebody else."""
    return LANGUAGES.get(locale, LANGUAGES[DEFAULT]).html_lang


class Catalogues(Domain):
    """The catalogues of an application by their locales: hundreds of messages of a page ask for one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by_locale: dict[tuple[str, str | None], Any] = {}

    def get_translations(self) -> Any:
        locale = get_locale()
        if locale is None:
            return super().get_translations()
        key = locale.language, locale.script
        if key not in self._by_locale:
            self._by_locale[key] = super().get_translations()
        return self._by_locale[key]


class OwnBabel(Babel):
    """Babel with the catalogues of one application."""

    @cached_property
    def domain_instance(self) -> Catalogues:
        return Catalogues(domain=self.domain)


def init_app(app: Flask) -> None:
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]  # Flask's own documented way
    own = OwnBabel()  # not shared with another application: it keeps the catalogues that it has read
    own.init_app(app, default_locale=DEFAULT, default_timezone="Europe/Belgrade", locale_selector=request_locale)
    with app.app_context():
        catalogues = own.domain_instance
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
        gettext=lambda text: catalogues.get_translations().ugettext(text),
        ngettext=lambda one, more, number: catalogues.get_translations().ungettext(one, more, number),
        newstyle=True,
        pgettext=lambda about, text: catalogues.get_translations().upgettext(about, text),
        npgettext=lambda about, one, more, number: catalogues.get_translations().unpgettext(about, one, more, number),
    )
    app.add_template_filter(in_script)
    app.add_template_filter(html_lang)

    @app.context_processor
    def _page_language() -> dict[str, Any]:
        language = LANGUAGES[current_locale()]
        return {"locale": language.locale, "html_lang": language.html_lang, "alternates": alternates() if has_request_context() else []}
