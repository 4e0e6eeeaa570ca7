"""The log of a real site: a line of JSON for each thing, that names nobody.

What stands in a line is listed here and nowhere else. Of an error there is its kind and where it
happened, never its words: a database puts the very values into them that a row was refused for.
"""

import json
import logging
import logging.config
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from typing_extensions import override

OURS = ("turin", "courses", "tasks")
TOLD = ("route", "method", "status", "ms")  # what a line may say besides, through ``extra``
reference: ContextVar[str] = ContextVar("turin_log_reference", default="")


class JsonLines(logging.Formatter):
    """``at`` in UTC; ``reference`` ties together what one request or task has caused."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": _words(record),
        }
        if said := reference.get():
            line["reference"] = said
        line |= {name: vars(record)[name] for name in TOLD if name in vars(record)}
        if record.exc_info and record.exc_info[1]:
            line |= _what_and_where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    """Return the message; where others tell of an error, without what they put into it."""
    ours = record.name.partition(".")[0] in OURS
    return record.getMessage() if ours or not record.exc_info else str(record.msg)


def _what_and_where(error: BaseException) -> dict[str, object]:
    places = traceback.extract_tb(error.__traceback__)
    kinds = [type(error).__name__]
    while (cause := error.__cause__ or error.__context__) is not None:
        kinds.append(type(cause).__name__)
        error = cause
    where = [f"{place.filename}:{place.lineno} {place.name}" for place in places]
    return {"error": " < ".join(kinds), "where": where}


def write_json() -> None:
    """Have this process write its log so, gunicorn's and Celery's own lines too."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonLines}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"level": "INFO", "handlers": ["stderr"]},
            "loggers": {
                "gunicorn.error": {"handlers": [], "propagate": True},
                "alembic.runtime.migration": {"level": "WARNING"},
            },
        }
    )
