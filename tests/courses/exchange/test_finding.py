"""What people look for is found, and both databases put it in the same order."""

import pytest

from tests.conftest import bring, load_example
from tests.courses.exchange.finding import QUERIES, asked, measured
from turin.db import db

pytestmark = pytest.mark.xdist_group("example")  # what they stand on is made once an engine


@pytest.fixture(scope="module")
def found(sqlite, postgresql):
    """What each database finds for each query, in its order."""
    answers = {}
    for engine, app in (sqlite, postgresql):
        engine.renew()
        with app.app_context():
            bring(engine, "example", load_example)
            answers[db.engine.dialect.name] = asked()
            db.session.remove()
            db.engine.dispose()
    return answers


def test_the_queries_are_many_and_in_many_languages():
    assert len(QUERIES) >= 60
    assert len({query["language"] for query in QUERIES}) >= 10
    assert len({(query["q"], query["in"]) for query in QUERIES}) == len(QUERIES)


def test_both_databases_give_the_same_rows_in_the_same_order(found):
    assert found.keys() == {"sqlite", "postgresql"}
    for query, here, there in zip(QUERIES, *found.values(), strict=True):
        assert here == there, query["q"]


def test_nearly_all_that_is_wanted_is_found_and_little_else(found):
    for answers in found.values():
        figures = measured(answers)
        assert figures.recall >= 0.96
        assert figures.precision >= 0.9
