"""What was asked of us, how it ended and how long it took: a line in the log, and a measure.

The route is told, never the address: that may hold a secret link, a name or what somebody seeks.
"""

import logging
import re
import time
from secrets import token_hex

from flask import Flask, Response, g, request

from turin import logs
from turin.health.metrics import SECONDS

log = logging.getLogger(__name__)
HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
MISSING = "none"  # the route of an address that leads nowhere


def init_app(app: Flask, *, behind_proxy: bool) -> None:
    """Watch every request. The reference that a proxy of ours gives it is kept."""

    def begin() -> None:
        given = request.headers.get(HEADER, "") if behind_proxy else ""
        g.began = time.perf_counter()
        g.reference = given if GIVEN.fullmatch(given) else token_hex(8)
        logs.reference.set(g.reference)

    def end(response: Response) -> Response:
        took = time.perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule else MISSING
        SECONDS.labels(route, request.method, response.status_code).observe(took)
        log.info(
            "answered",
            extra={
                "route": route,
                "method": request.method,
                "status": response.status_code,
                "ms": round(took * 1000),
            },
        )
        response.headers[HEADER] = g.reference
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)
