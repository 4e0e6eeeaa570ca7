"""How often somebody may try to sign in, to apply, to ask; in memory while the broker is gone."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    get_remote_address,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,
    headers_enabled=False,
)
