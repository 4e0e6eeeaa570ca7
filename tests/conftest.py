"""What every test may ask for: a migrated database, the application on it, a client that checks."""

import gc
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from alembic import command
from argon2 import PasswordHasher

from app import create_app
from courses.exchange.commands import EXAMPLE
from courses.exchange.loading import load
from tests import network, pages, translations
from tests.compiled import Compiled
from tests.databases import ENGINES
from tests.settings import settings
from turin import logs
from turin.db import afterwards, db, kept, transaction
from turin.db.commands import alembic_config
from turin.people import passwords
from turin.rows import Origin
from turin.web.limits import limiter

network.close()
logs.write_json = lambda: None  # pytest writes the log of tests, whatever site they make
PATIENT = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("turin", **PATIENT)  # a busy machine is no mistake
hypothesis.settings.register_profile("fuzz", **PATIENT, max_examples=200)
hypothesis.settings.load_profile("turin")
COMPILED = Compiled()
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a second a test


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # once, before xdist's workers start
        translations.compile_stale()


def pytest_collection_finish():
    """Look for garbage seldom, and not among four thousand tests: that took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@contextmanager
def built(name: str, folder: Path):
    """The engine called ``name``, and the application on it with its database migrated.

    Made once, since building it costs more than most tests.
    """
    with ENGINES[name](folder) as engine:
        engine.empty()
        app = create_app(settings(engine.url, folder))
        app.testing = True
        app.extensions["afterwards"].later = id  # never: a test says when
        app.test_client_class = pages.Client
        app.jinja_env.bytecode_cache = COMPILED
        app.after_request(pages.leaves_nothing_unsaved)
        with app.app_context():
            command.upgrade(alembic_config(), "head")
            db.engine.dispose()
        engine.keep()
        yield engine, app


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory):
    with built("sqlite", tmp_path_factory.mktemp("sqlite")) as site:
        yield site


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    with built("postgresql", tmp_path_factory.mktemp("postgresql")) as site:
        yield site


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request):
    """One of the engines with a fresh database, and the application on it."""
    engine, app = request.getfixturevalue(request.param)
    engine.renew()
    return engine, app


@pytest.fixture
def database_url(site):
    """The address of a migrated database that nobody else uses."""
    return site[0].url


@pytest.fixture
def app(site):
    """The application inside its context, as a command or a task has it."""
    _, app = site
    before = dict(app.config)
    with app.app_context():
        limiter.reset()
        app.extensions["kept_pages"].drop()
        afterwards.init_app(app)  # nothing of the test before is written in this one
        app.extensions["afterwards"].later = id
        kept.drop()
        yield app
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()
    app.config.clear()
    app.config.update(before)


@pytest.fixture
def example(site, app):
    """The example that ships; loading it takes as long as ten tests."""
    bring(site[0], "example", load_example)


def load_example() -> None:
    with transaction():
        load(sorted(EXAMPLE.glob("*.yaml")), Origin(example=True))


def bring(engine, state: str, make: Callable[[], object]) -> None:
    """Bring a state of a database back, made the first time, inside the application's context."""
    db.engine.dispose()
    if state in engine.kept:
        engine.renew(state)
    else:
        make()
        db.session.remove()
        db.engine.dispose()
        engine.keep(state)


@pytest.fixture
def client(app):
    return app.test_client()
