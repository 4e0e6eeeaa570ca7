"""The gettext of templates, which ask for some two hundred sentences a page.

Jinja's own, as Flask-Babel sets it up, asks its way to the catalogue anew for each of them.
"""

from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

_catalogues: dict[str, NullTranslations] = {}


def init_app(app: Flask) -> None:
    """Give templates ``_`` and ``ngettext``; has to come after Flask-Babel."""
    app.jinja_env.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})


@pass_eval_context
def _gettext(context: EvalContext, words: str, **facts: Any) -> str:
    return _filled(context, _catalogue().ugettext(words), facts)


@pass_eval_context
def _ngettext(context: EvalContext, one: str, many: str, num: int, **facts: Any) -> str:
    return _filled(context, _catalogue().ungettext(one, many, num), {"num": num, **facts})


def _filled(context: EvalContext, sentence: str, facts: dict[str, Any]) -> str:
    """Put ``facts`` into a sentence of ours, escaped where the template escapes."""
    if context.autoescape:
        sentence = Markup(sentence)  # noqa: S704 - from our sources and catalogues
    return sentence % facts if "%" in sentence else sentence


def _catalogue() -> NullTranslations:
    locale = str(get_locale())  # compared as a Locale it would take longer than the sentence
    if locale not in _catalogues:
        _catalogues[locale] = get_translations()
    return _catalogues[locale]
