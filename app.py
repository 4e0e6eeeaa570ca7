"""The composition root: settings, application, pages, queue. The only file that knows every floor.

``flask --app app``, ``gunicorn app:create_app()`` and ``celery -A app`` all start here.
"""

import gc
import sys
from typing import Any

gc.disable()  # until all is read: to look for garbage meanwhile took a fifth of a start

from flask import Flask

from courses import wiring
from courses.exchange.demonstration import people
from courses.exchange.imports import routes as imports
from courses.exchange.lists import routes as lists
from courses.pages import blueprints
from tasks import celery as queue
from turin import cli, config, factory, logs
from turin.health import requests
from turin.health import routes as health
from turin.jobs import routes as jobs
from turin.mail import routes as mail
from turin.people.demonstration import offer
from turin.uploads import routes as uploads

gc.enable()
COMMANDS = {
    "catalogue": "Load what the Centre teaches, from files.",
    "demo": "Make what the demonstration shows.",
}


def create_app(settings: config.Settings | None = None) -> Flask:
    """Return the whole application; wrong settings end the process with status 78."""
    try:
        settings = settings or config.read()
    except config.WrongSettings as wrong:
        for problem in wrong.problems:
            print(f"turin: {problem}", file=sys.stderr)  # noqa: T201 - there is no log yet
        raise SystemExit(config.EX_CONFIG) from None
    if not settings.demo:
        logs.write_json()
    app = factory.make(settings)
    requests.init_app(app, behind_proxy=bool(settings.proxies))
    for pages in (health.pages, jobs.pages, uploads.pages):
        app.register_blueprint(pages)
    if settings.demo:
        app.register_blueprint(mail.mailbox)
    blueprints.register(app)
    app.register_blueprint(imports.pages)
    app.register_blueprint(lists.pages)
    wiring.connect()
    cli.init_app(app)
    for name, says in COMMANDS.items():
        app.cli.add_command(cli.Later(name, "courses.exchange.commands", says))
    offer(app, people.offered)
    queue.make(app)
    return app


def __getattr__(name: str) -> Any:
    """Make the queue's application when Celery asks for it."""
    if name != "celery":
        raise AttributeError(name)
    return create_app().extensions["celery"]
