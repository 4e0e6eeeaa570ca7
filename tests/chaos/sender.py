"""``python -m tests.chaos.sender DATABASE PORT``: sends until nothing is left, at a quick pace."""

import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app import create_app
from tests.letters import declare, loader
from tests.settings import settings
from turin import clock
from turin.config import Smtp
from turin.db import transaction
from turin.mail import delivery, queries
from turin.mail.delivery.pace import Pace
from turin.mail.models import UNSENT

QUICK = Pace(
    lease=timedelta(seconds=2), margin=timedelta(seconds=0.2), uncertain=timedelta(seconds=0.5)
)


def main(database_url: str, port: int) -> None:
    smtp = Smtp("127.0.0.1", port, "none", "", "")
    app = create_app(replace(settings(database_url, Path("/nowhere")), smtp=smtp))
    app.jinja_env.loader = loader(app)
    declare({})
    with app.app_context():
        while left():
            with transaction():
                delivery.sweep(clock.now(), QUICK)
            delivery.drain(QUICK)
            time.sleep(0.05)


def left() -> int:
    with transaction():
        return sum(number for state, number in queries.counts().items() if state in UNSENT)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
