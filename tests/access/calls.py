"""Everything that can be called: the routes of the application with addresses from the policy."""

from collections.abc import Iterator, Mapping

from flask import Flask

from tests.access.policy import POLICY
from tests.access.world import World

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def calls(app: Flask, world: World) -> Iterator[tuple[str, str, str]]:
    """Give endpoint, method and address of everything that can be called."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            values = POLICY[rule.endpoint].values
            yield rule.endpoint, method, address(app, world, rule.endpoint, values, method)


def address(
    app: Flask, world: World, endpoint: str, values: Mapping[str, str], method: str = "GET"
) -> str:
    """Return an address made of things of the world, or of the words themselves."""
    known = {name: world.things.get(word, word) for name, word in values.items()}
    if app.url_map.is_endpoint_expecting(endpoint, "language"):
        known["language"] = "en"
    return app.url_map.bind("localhost").build(endpoint, known, method)
