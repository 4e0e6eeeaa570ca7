"""The gettext of templates, which ask for some two hundred sentences a page.

Jinja's own, as Flask-Babel sets it up, asks its way to the catalogue anew for each of them. Here a
sentence is looked up once in each language that templates are read in.
"""

from functools import cache
from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import force_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from turin.language import reader


def init_app(app: Flask) -> None:
    """Give templates ``_`` and ``ngettext``; has to come after Flask-Babel."""
    app.jinja_env.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})


@pass_eval_context
def _gettext(context: EvalContext, words: str, **facts: Any) -> str:
    return _filled(_sentence(words, reader.current().locale, bool(context.autoescape)), facts)


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, num: int, **facts: Any) -> str:
    found = _catalogue(reader.current().locale).ungettext(one, many, num)
    return _filled(_marked(found, bool(context.autoescape)), {"num": num, **facts})


def _filled(sentence: str, facts: dict[str, Any]) -> str:
    """Put ``facts`` into a sentence of ours, escaped where the template escapes."""
    return sentence % facts if "%" in sentence else sentence


@cache
def _sentence(words: str, locale: str, escapes: bool) -> str:
    return _marked(_catalogue(locale).ugettext(words), escapes)


def _marked(sentence: str, escapes: bool) -> str:
    return Markup(sentence) if escapes else sentence  # noqa: S704 - from our sources and catalogues


@cache
def _catalogue(locale: str) -> NullTranslations:
    with force_locale(locale):
        return get_translations()
