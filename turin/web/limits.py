"""How often somebody may try: sign in, ask for a link, apply, ask a question.

Each limit is a decorator for the view of a form; only sending the form counts. The counters lie
with the broker; while that is gone they go on in memory, and finding it gone costs 0.3 s at most,
with ever longer pauses between. A key is hashed, so that no address lies in the counters.
"""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from typing_extensions import override

from turin.db.search import normalised

View = Callable[..., Any]

CONNECTING = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.3,
    "retry": Retry(NoBackoff(), 0),  # its own default waits for seconds
}


class Limits(Limiter):
    """Counts in memory while the broker is gone, also for who finds it gone at the same moment.

    The extension tells that of the first request alone; it fails all others that were under way.
    """

    @override
    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        try:
            super()._check_request_limit(callable_name, in_middleware)
        except RedisError:
            if not self._storage_dead:
                raise
            self.context.seen_limits.clear()
            super()._check_request_limit(callable_name, in_middleware)


limiter = Limits(
    get_remote_address,
    strategy="fixed-window",
    in_memory_fallback_enabled=True,
    headers_enabled=False,
)


def _hashed(value: str) -> str:
    key = hashlib.sha256(current_app.config["SECRET_KEY"].encode()).digest()
    return hashlib.blake2b(value.encode(), key=key, digest_size=16).hexdigest()


def _sender() -> str:
    """Return the key of the sender's network address, which a whole office may share."""
    return _hashed(get_remote_address())


def _mailbox() -> str:
    """Return the key of the mailbox that the form names, however it is spelled."""
    return _hashed(normalised(request.form.get("email", "")).strip() or get_remote_address())


def _refused(response: Response) -> bool:
    """Whether the form came back: a class that signs in together is not held up."""
    return response.status_code != 303


def _taken(response: Response) -> bool:
    return not _refused(response)


def _asks_for_link() -> bool:
    return "link" in request.form or not request.form.get("password")


def _tries_a_password() -> bool:
    return not _asks_for_link()


_limit = partial(limiter.shared_limit, methods=["POST"])


def sign_in(view: View) -> View:
    """Let a wrong password be tried ten times in 15 minutes, for a mailbox and from an address."""
    for scope, key in (("sign-in-mailbox", _mailbox), ("sign-in-sender", _sender)):
        view = _limit(
            "10 per 15 minutes",
            scope=scope,
            key_func=key,
            exempt_when=_asks_for_link,
            deduct_when=_refused,
        )(view)
    return view


def own_password(view: View) -> View:
    """Let a wrong password be told ten times in 15 minutes where somebody changes her own."""
    return _limit(
        "10 per 15 minutes", scope="own-password", key_func=_sender, deduct_when=_refused
    )(view)


def passkey(view: View) -> View:
    """Let 60 steps with a passkey be taken in 15 minutes from one address: two sign somebody in."""
    return _limit("60 per 15 minutes", scope="passkey", key_func=_sender)(view)


def mail_link(view: View) -> View:
    """Let five links an hour go to a mailbox, and 60 be asked for from one address."""
    asked = partial(_limit, exempt_when=_tries_a_password)
    view = asked("5 per hour", scope="mail-link-mailbox", key_func=_mailbox)(view)
    return asked("60 per hour", scope="mail-link-sender", key_func=_sender)(view)


def applying(view: View) -> View:
    """Let 60 applications an hour be started from one address."""
    return _limit("60 per hour", scope="applying", key_func=_sender)(view)


def asking(view: View) -> View:
    """Let ten questions an hour be asked from one address; a form that came back is free."""
    return _limit("10 per hour", scope="asking", key_func=_sender, deduct_when=_taken)(view)


def packing(view: View) -> View:
    """Let 60 packs an hour be asked for from one address."""
    return _limit("60 per hour", scope="packing", key_func=_sender)(view)
