"""The queue: every task that is asked for by name exists, and every queue has a worker."""

import ast

import pytest

ASKS = {"wake", "send_task", "signature"}


@pytest.fixture
def celery(app):
    celery = app.extensions["celery"]
    celery.loader.import_default_modules()
    return celery


@pytest.fixture
def names(celery):
    """The tasks that are ours."""
    return {name for name in celery.tasks if not name.startswith("celery.")}


def test_every_task_that_is_asked_for_exists(names, celery, trees):
    asked = {
        argument.value
        for path, tree in trees.items()
        if path.startswith("tasks/")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "id", None) or getattr(call.func, "attr", None)) in ASKS
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    scheduled = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    assert asked
    assert not (asked | scheduled) - names


def test_every_task_is_asked_for_by_a_name_that_says_its_queue(names, celery):
    served = {queue.name for queue in celery.conf.task_queues}
    routed = {name: celery.amqp.router.route({}, name)["queue"].name for name in names}
    assert set(routed.values()) <= served
    assert all(name.partition(".")[0] == queue for name, queue in routed.items())


def test_what_beat_asks_for_does_not_pile_up(celery):
    """A worker that was away for a day finds one tick of each kind, not a thousand."""
    for name, entry in celery.conf.beat_schedule.items():
        assert entry.get("options", {}).get("expires"), name
