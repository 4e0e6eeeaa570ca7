"""The queue: a Celery application made of the Flask application that its tasks run in.

It carries nudges without data; what is to be done stands in the database. So nothing is lost with
the broker, a task may be run twice or not at all, and publishing may fail.
"""

import logging
from functools import cache
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging, worker_process_init
from flask import Flask
from kombu import Exchange, Queue
from kombu.connection import ConnectionPool
from kombu.exceptions import OperationalError
from typing_extensions import override

from tasks import beat, sweeper
from turin import jobs, logs, mail
from turin.config import Settings
from turin.db import db

log = logging.getLogger(__name__)
QUEUES = ("beat", "mail", "jobs")  # a site may give each its own workers; ours serve all of them
NUDGE_KEPT = 60  # seconds; a sweep comes sooner
# A broker that is away must not hold up the page whose change is stored already.
AT_ONCE = {
    "max_retries": 1,
    "interval_start": 0,
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.3,  # a broker that accepts and is silent must not hold a page either
}


def make(app: Flask) -> Celery:
    """Return the queue of ``app``, and have what is posted and started there wake its workers."""

    class InContext(Task[Any, Any]):
        """A task with an application context of its own."""

        @override
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            logs.reference.set(self.request.id or "")
            with app.app_context():
                return self.run(*args, **kwargs)

    celery: Celery = Celery("turin", task_cls=InContext, include=["tasks.mail", "tasks.jobs"])
    settings: Settings = app.extensions["settings"]
    celery.conf.update(_settings(settings))
    app.extensions["celery"] = celery
    mail.nudge_with(app, lambda: wake(celery, "mail.drain"))
    jobs.nudge_with(app, lambda: wake(celery, "jobs.run"))

    if not settings.demo:
        setup_logging.connect(lambda **_: logs.write_json(), weak=False)

    @worker_process_init.connect(weak=False)
    def _begin(**_: Any) -> None:
        with app.app_context():
            db.engine.dispose(close=False)  # the connections of the process that forked us
        sweeper.start(app)

    return celery


def wake(celery: Celery, task: str) -> bool:
    """Nudge a worker to run ``task``; return whether the broker took it, within half a second."""
    try:
        with _connections(celery, celery.conf.broker_url).acquire(block=True) as broker:
            celery.send_task(task, connection=broker, retry=False, expires=NUDGE_KEPT)
    except OperationalError as away:
        log.warning("the broker is away, a sweep will find what to do: %s", away)
        return False
    return True


@cache
def _connections(celery: Celery, address: str) -> ConnectionPool:
    """Return the connections that nudges take in turn: to make one takes longer than to nudge."""
    broker = celery.connection_for_write(address, connect_timeout=0.3, transport_options=AT_ONCE)
    return broker.Pool(limit=8)


def _settings(settings: Settings) -> dict[str, Any]:
    return {
        "broker_url": settings.redis_url,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,  # a worker waits for its broker for ever
        # Of tasks that a dead worker held, kombu looks after every 10 intervals unless told so.
        "broker_transport_options": {"visibility_timeout": 3600, "unacked_restore_throttle": 1},
        "accept_content": ["json"],
        "task_serializer": "json",
        "task_ignore_result": True,
        "task_queues": [Queue(name, Exchange(name), routing_key=name) for name in QUEUES],
        "task_default_queue": "jobs",
        "task_routes": {f"{name}.*": {"queue": name} for name in QUEUES},
        "task_soft_time_limit": 1800,  # seconds
        "task_time_limit": 1860,
        "worker_prefetch_multiplier": 1,
        "beat_schedule": beat.schedule(),
        "timezone": "UTC",
    }
