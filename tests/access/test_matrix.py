"""Every route, every actor, own and foreign objects; what is not hers is not there for her."""

import pytest

from tests.access.calls import UNSAFE, calls
from tests.access.policy import ACTORS, POLICY
from tests.access.world import build
from turin import clock
from turin.db import db, transaction
from turin.web.limits import limiter


@pytest.fixture(scope="module")
def matrix(sqlite):
    """The application and the world in it. Access does not depend on the engine: one will do."""
    engine, app = sqlite
    engine.renew()
    with app.app_context():
        with transaction():
            world = build()
        yield app, world
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def actor(matrix, request):
    """A client signed in as the actor of that name; who is disabled was signed in before."""
    app, world = matrix
    limiter.reset()
    client, person = app.test_client(), world.actors[request.param]
    if person:
        client.enter(person)
    with transaction():
        world.actors["disabled"].disabled_at = clock.now()
    return client


def may(name: str, endpoint: str, method: str) -> bool:
    line = POLICY[endpoint]
    return name in (line.sends if method in UNSAFE else line.opens)


def judged(response) -> str:
    """Return how a response treats who asked."""
    if response.status_code == 404:
        return "not there"
    if response.status_code == 401 or "/sign-in?next=" in (response.location or ""):
        return "sign in"
    if response.status_code == 403:
        return "told who can"
    return "broken" if response.status_code == 500 else "let in"


@pytest.fixture
def version(matrix):
    """Return what the database says of itself, which changes whenever somebody has written."""
    with db.engine.connect() as watcher:

        def version() -> int:
            watcher.rollback()  # look anew
            return watcher.exec_driver_sql("PRAGMA data_version").scalar()

        yield version


def test_every_endpoint_has_a_line_and_every_line_an_endpoint(matrix):
    app, _ = matrix
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints - set(POLICY) == set(), "add a line to tests/access/policy.py"
    assert set(POLICY) - endpoints == set(), "these endpoints are gone"


def test_every_line_names_what_its_address_is_made_of(matrix):
    app, _ = matrix
    for rule in app.url_map.iter_rules():
        missing = rule.arguments - {"language"} - set(POLICY[rule.endpoint].values)
        assert not missing, f"{rule.endpoint} needs {missing}"


@pytest.mark.parametrize(("actor", "name"), [(one, one) for one in ACTORS], indirect=["actor"])
def test_everybody_gets_what_is_hers_and_nothing_else(matrix, actor, name):
    app, world = matrix
    wrong = {}
    for endpoint, method, address in calls(app, world):
        got = judged(actor.open(address, method=method))
        if may(name, endpoint, method):
            right = {"let in"}
        elif name in {"anonymous", "disabled"}:
            right = {"sign in", "not there"}
        elif name in POLICY[endpoint].told:
            right = {"told who can"}
        else:
            right = {"not there"}
        if got not in right:
            wrong[f"{method} {endpoint}"] = f"{got}, should be {' or '.join(sorted(right))}"
    assert wrong == {}, f"for {name}"


@pytest.mark.parametrize("actor", ["administrator"], indirect=True)
def test_opening_a_page_changes_nothing(matrix, actor, version):
    app, world = matrix
    before = version()
    for endpoint, method, address in calls(app, world):
        if method not in UNSAFE:
            actor.open(address, method=method)
            assert version() == before, f"GET {endpoint} writes"


@pytest.mark.parametrize(
    ("actor", "name"),
    [(one, one) for one in ACTORS],
    indirect=["actor"],
)
def test_nothing_is_sent_without_the_token_of_its_form(matrix, actor, name, version):
    app, world = matrix
    before = version()
    for endpoint, method, address in calls(app, world):
        if method in UNSAFE and may(name, endpoint, method):
            response = actor.open(address, method=method, data={"name": "Mallory"})
            assert 400 <= response.status_code < 500, f"{endpoint} took it: {response.status}"
            assert version() == before, f"{endpoint} changed something"


@pytest.mark.parametrize("actor", ["administrator"], indirect=True)
def test_nothing_is_sent_by_another_site(matrix, actor):
    app, world = matrix
    for endpoint, method, address in calls(app, world):
        if method in UNSAFE:
            for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                response = actor.open(address, method=method, headers=header)
                assert response.status_code == 400, f"{endpoint} took it"
