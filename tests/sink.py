"""A mail server that fails on demand and writes down what it has accepted: the only judge.

``Sink(faults)`` asks ``faults(address, phase)`` what to do at each ``rcpt`` and ``dot``: nothing,
an answer to give, "cut" (close the connection without taking the message), or "accept-and-cut".
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from typing import Self

from aiosmtpd.controller import Controller

from turin.config import Smtp

PATIENCE = 60  # seconds that a busy machine may take until the server answers
Faults = Callable[[str, str], str | None]


class _Server(Controller):
    """Listens where the kernel likes, since a port that is looked up first may be taken by then."""

    def __init__(self, *told: object, **more: object) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        host, port = self.listener.getsockname()
        super().__init__(*told, hostname=host, port=port, ready_timeout=PATIENCE, **more)

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.listener)


class Sink:
    """Takes messages; ``accepted`` has the Message-ID of each, ``bodies`` the whole."""

    def __init__(self, faults: Faults = lambda _address, _phase: None) -> None:
        self.accepted: list[str] = []
        self.bodies: list[bytes] = []
        self._faults = faults
        self._controller = _Server(self, enable_SMTPUTF8=False, decode_data=False)
        self.settings = Smtp("127.0.0.1", self._controller.port, "none", "", "")

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd asks for this name
        self, server, session, envelope, address, options
    ) -> str:
        if fault := self._faults(address, "rcpt"):
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        fault = self._faults(envelope.rcpt_tos[0], "dot")
        if fault in {None, "accept-and-cut"}:
            self.accepted.append(message_from_bytes(envelope.content)["Message-ID"])
            self.bodies.append(envelope.content)
        if fault in {"cut", "accept-and-cut"}:
            server.transport.abort()
            await asyncio.sleep(0)
            return "421 gone"
        return fault or "250 OK"
