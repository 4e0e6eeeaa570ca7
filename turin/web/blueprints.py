"""Public pages have their language in the address; the application fills it in."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, g, request, url_for
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from turin.language import reader
from turin.language.known import DEFAULT, INTERFACE, Language

PREFIX = "/<language:language>"


def localized(name: str, import_name: str) -> Blueprint:
    """Return a blueprint whose addresses start with the language: ``/ar/courses``."""
    return Blueprint(name, import_name, url_prefix=PREFIX)


class LanguageConverter(BaseConverter):
    """The first part of a public address: the code of an interface language."""

    regex = "|".join(INTERFACE)


class NumberConverter(IntegerConverter):
    """A whole number that the database can hold as a key; a larger one finds nothing."""

    def __init__(self, rules: Map, **limits: Any) -> None:
        super().__init__(rules, **{"max": 2**31 - 1, **limits})


def same_page(code: str, *, absolute: bool = False) -> str:
    """Return the address of this page in another language, its filters kept.

    The language begins the address of a public page, so that one serves for all fifteen links.
    """
    if request.url_rule is None:
        return f"/{code}/"
    if "language" not in request.url_rule.arguments:
        return this_page(language=code, absolute=absolute)
    if "this_page" not in g:
        g.this_page = this_page()
    here = f"{request.script_root}/{reader.current().code}/"
    address = f"{request.script_root}/{code}/{g.this_page.removeprefix(here)}"
    return f"{request.host_url.rstrip('/')}{address}" if absolute else address


def this_page(*, absolute: bool = False, **changed: Any) -> str:
    """Return the address of this page with some of its filters changed; None takes one away.

    What the reader has put into the query is only ever written back as a query: url_for() would
    take ``_external`` or ``_scheme`` from it as its own arguments.
    """
    in_path = request.url_rule.arguments if request.url_rule else set()
    path = {name: changed[name] for name in in_path & set(changed)}
    query = {**request.args.to_dict(flat=False), **changed}
    kept = [
        (name, value)
        for name, values in query.items()
        if name not in in_path
        for value in (values if isinstance(values, list) else [values])
        if value not in (None, "")
    ]
    values = {**(request.view_args or {}), **path}
    address = url_for(request.endpoint or "", _external=absolute, **values)
    return f"{address}?{urlencode(kept)}" if kept else address


def with_filters(address: str) -> str:
    """Return another address with the filters that this page has."""
    kept = [(name, one) for name, one in request.args.items(multi=True) if one]
    return f"{address}?{urlencode(kept)}" if kept else address


def init_app(app: Flask) -> None:
    """Let addresses carry the language, and put the reader's into ``g.language``."""
    app.url_map.converters |= {"language": LanguageConverter, "int": NumberConverter}

    @app.url_value_preprocessor
    def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            g.language = INTERFACE[values.pop("language")]
        else:  # a mistyped address still says the language of the page that is not there
            first = request.path.split("/")[1]
            g.language = INTERFACE.get(first) or reader.asked_for()

    @app.url_defaults
    def _give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            language: Language = g.get("language", DEFAULT)
            values["language"] = language.code
