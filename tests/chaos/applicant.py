"""An applicant of a site whose broker is gone: sends all five steps, prints the slowest's seconds.

In a process of its own, since a limiter that has lost its broker would be every other test's too.
"""

import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from app import create_app
from tests.courses.registration.form import STEPS
from tests.settings import settings

NOBODY_LISTENS = "redis://127.0.0.1:9/0"


def seconds(client, step, typed):
    """Send one step and return how long its answer took."""
    began = perf_counter()
    answer = client.post(f"/en/apply/A9001234/{step}", data=typed)
    assert answer.status_code == 303, answer.text
    return perf_counter() - began


if __name__ == "__main__":
    database_url, instance = sys.argv[1:]
    app = create_app(replace(settings(database_url, Path(instance)), redis_url=NOBODY_LISTENS))
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.get("/en/apply/A9001234/you")  # templates are read once, and not by the broker
    print(max(seconds(client, step, typed) for step, typed in STEPS.items()))
