"""Public pages have their language in the address; the application fills it in."""

from typing import Any

from flask import Blueprint, Flask, g, request, url_for
from werkzeug.routing import BaseConverter

from turin.language import reader
from turin.language.known import DEFAULT, INTERFACE, Language

PREFIX = "/<language:language>"


def localized(name: str, import_name: str) -> Blueprint:
    """Return a blueprint whose addresses start with the language: ``/ar/courses``."""
    return Blueprint(name, import_name, url_prefix=PREFIX)


class LanguageConverter(BaseConverter):
    """The first part of a public address: the code of an interface language."""

    regex = "|".join(INTERFACE)


def same_page(code: str, *, absolute: bool = False) -> str:
    """Return the address of this page in another language, its filters kept."""
    if request.url_rule is None:
        return f"/{code}/"
    return this_page(language=code, _external=absolute)


def this_page(**changed: Any) -> str:
    """Return the address of this page with some of its filters changed; None takes one away."""
    values: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {})}
    kept = {name: value for name, value in (values | changed).items() if value not in (None, "")}
    return url_for(request.endpoint or "", **kept)


def init_app(app: Flask) -> None:
    """Let addresses carry the language, and put the reader's into ``g.language``."""
    app.url_map.converters["language"] = LanguageConverter

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
