"""What people look for is found, and both databases put it in the same order."""

import pytest

from tests.conftest import bring, load_example
from tests.courses.exchange.finding import QUERIES, found, measured
from turin.db import db


@pytest.fixture(scope="module")
def asked(sqlite, postgresql):
    """What each database finds for each query, in its order, and how good that is."""
    answers = {}
    for engine, app in (sqlite, postgresql):
        engine.renew()
        with app.app_context():
            bring(engine, "example", load_example)
            lists = [found(query["q"], query["in"]) for query in QUERIES]
            answers[app.config["SQLALCHEMY_DATABASE_URI"].partition(":")[0]] = lists, measured()
            db.session.remove()
            db.engine.dispose()
    return answers


def test_the_queries_are_many_and_in_many_languages():
    assert len(QUERIES) >= 60
    assert len({query["language"] for query in QUERIES}) >= 10
    assert len({(query["q"], query["in"]) for query in QUERIES}) == len(QUERIES)


def test_both_databases_give_the_same_rows_in_the_same_order(asked):
    lists = [one for one, _ in asked.values()]
    assert len(lists) == 2
    for query, here, there in zip(QUERIES, *lists, strict=True):
        assert here == there, query["q"]


def test_nearly_all_that_is_wanted_is_found_and_little_else(asked):
    for _, figures in asked.values():
        assert figures.recall >= 0.96
        assert figures.precision >= 0.9
