"""The composition root: settings, application, pages, queue. The only file that knows every floor.

``flask --app app``, ``gunicorn app:create_app()`` and ``celery -A app`` all start here.
"""

import sys
from typing import Any

from flask import Flask

from courses import wiring
from courses.exchange import commands
from courses.pages import blueprints
from turin import cli, config, factory


def create_app(settings: config.Settings | None = None) -> Flask:
    """Return the whole application; wrong settings end the process with status 78."""
    try:
        settings = settings or config.read()
    except config.WrongSettings as wrong:
        for problem in wrong.problems:
            print(f"turin: {problem}", file=sys.stderr)  # noqa: T201 - there is no log yet
        raise SystemExit(config.EX_CONFIG) from None
    app = factory.make(settings)
    blueprints.register(app)
    wiring.connect()
    cli.init_app(app)
    commands.init_app(app)
    return app


def __getattr__(name: str) -> Any:
    """Make the queue's application when Celery asks for it, and not for the web's sake."""
    if name != "celery":
        raise AttributeError(name)
    return create_app().extensions["celery"]
