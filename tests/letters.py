"""A kind of letter to test with, and its templates."""

import jinja2
from flask import Flask

from turin import mail

KIND = "tests.letter"
TEMPLATES = {
    "mail/tests/letter.txt": (
        '{% extends "mail/layout.txt" %}\n{% block body %}\n{{ words }}\n{% endblock body %}\n'
    ),
    "mail/tests/letter.html": (
        '{% extends "mail/layout.html" %}{% block body %}<p>{{ words }}</p>{% endblock body %}'
    ),
}


def loader(app: Flask) -> jinja2.BaseLoader:
    """Return a loader of templates that knows this kind's beside the application's."""
    return jinja2.ChoiceLoader([app.jinja_env.loader, jinja2.DictLoader(TEMPLATES)])


def declare(words: dict[int, str | Exception]) -> None:
    """Write letters of the kind: what they say, or meet, stands in ``words`` by their subject."""

    @mail.writes(KIND)
    def letter(intent) -> mail.Letter:
        found = words.get(intent.subject_id, "A seat is yours.")
        if isinstance(found, Exception):
            raise found
        return mail.Letter("Seat", f"T-{intent.subject_id}", {"words": found})
