"""``python -m tests.chaos.maker DATABASE INSTANCE``: does the jobs that wait, as a worker does."""

import sys
from pathlib import Path

from app import create_app
from tests.settings import settings
from turin.jobs import runner

if __name__ == "__main__":
    database_url, instance = sys.argv[1:]
    app = create_app(settings(database_url, Path(instance)))
    with app.app_context():
        runner.run()
