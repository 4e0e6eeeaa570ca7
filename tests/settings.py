"""The settings of tests. Apart from `tests.conftest`, for programs that tests start: those need
neither pytest nor Hypothesis, which take a third as long to read as the application does.
"""

from pathlib import Path

from turin.config import Settings


def settings(database_url: str, instance: Path) -> Settings:
    """Return the settings of the demonstration, with a broker that needs no server."""
    return Settings(
        demo=True,
        instance=instance,
        secret_key="only for tests, and long enough for them",
        database_url=database_url,
        redis_url="memory://",
        public_url="http://localhost",
        hosts=("localhost",),
        smtp=None,
        mail_from="courses@turin.example",
        reply_to="courses@turin.example",
        proxies=0,
    )
