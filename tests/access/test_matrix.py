"""The table of who may call what is whole, and no other site may send anything.

What each line says is tried in test_pages.py.
"""

import pytest

from tests.access.calls import UNSAFE, calls
from tests.access.policy import POLICY
from tests.access.world import build
from turin.db import db, transaction
from turin.web.limits import limiter


def test_every_endpoint_has_a_line_and_every_line_an_endpoint(sqlite):
    endpoints = {rule.endpoint for rule in sqlite[1].url_map.iter_rules()}
    assert endpoints - set(POLICY) == set(), "add a line to tests/access/policy.py"
    assert set(POLICY) - endpoints == set(), "these endpoints are gone"


def test_every_line_names_what_its_address_is_made_of(sqlite):
    for rule in sqlite[1].url_map.iter_rules():
        missing = rule.arguments - {"language"} - set(POLICY[rule.endpoint].values)
        assert not missing, f"{rule.endpoint} needs {missing}"


@pytest.fixture
def world(sqlite):
    """The world. Access does not depend on the engine: one will do."""
    engine, app = sqlite
    engine.renew()
    limiter.reset()
    with app.app_context():
        with transaction():
            world = build()
        yield world
        db.session.remove()
        db.engine.dispose()


def test_nothing_is_sent_by_another_site(sqlite, world):
    client = sqlite[1].test_client()
    client.strict = False  # each is refused with the same page
    client.enter(world.actors["administrator"])
    for endpoint, method, address in calls(sqlite[1], world):
        if method in UNSAFE:
            for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                response = client.open(address, method=method, headers=header)
                assert response.status_code == 400, f"{endpoint} took it"
