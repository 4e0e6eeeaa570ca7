"""What only we can make: digests under the site's secret key, and under those that it replaced.

What is made now is made with the first; what was made with one of the others is still ours.
"""

import hashlib
import hmac

from flask import current_app


def secret_keys() -> list[str]:
    """Return the secret key, and then those of TURIN_SECRET_KEY_FALLBACKS."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]


def digests(words: str) -> list[bytes]:
    """Return the digest (HMAC-SHA-256) of ``words`` under each key."""
    return [hmac.digest(key.encode(), words.encode(), hashlib.sha256) for key in secret_keys()]
