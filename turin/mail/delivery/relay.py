"""Handing messages over, with a word from the caller just before the final dot.

Our own dialogue on smtplib, since its ``data()`` sends the body and the dot in one go.
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from typing_extensions import override

from turin.config import Smtp
from turin.mail.delivery.answers import Answer, Phase

Accepted = tuple[int, str]
Spoken = Callable[[], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message, from whom and to whom."""

    sender: str
    to_addr: str
    message: bytes


class Carrier(Protocol):
    """Whoever takes messages from us."""

    def hand_over(self, envelope: Envelope, before_dot: Callable[[], None]) -> Accepted:
        """Return the code and words with which the message was accepted.

        ``before_dot`` is called once all but the final dot is sent; if it raises, the dot is not
        sent. Raises Answer if the message was not accepted, or may not have been.
        """

    def close(self) -> None:
        """Take leave."""


class Mailbox(Carrier):
    """The demonstration's own mailbox: it takes everything, and the outbox keeps it."""

    @override
    def hand_over(self, envelope: Envelope, before_dot: Callable[[], None]) -> Accepted:
        before_dot()
        return 250, "kept in the demonstration mailbox"

    @override
    def close(self) -> None:
        """There is nobody to take leave of."""


class Relay(Carrier):
    """A mail server; connected when the first message goes, and again after a cut."""

    def __init__(self, settings: Smtp, timeout: float) -> None:
        self._settings = settings
        self._timeout = timeout
        self._smtp: smtplib.SMTP | None = None

    @override
    def hand_over(self, envelope: Envelope, before_dot: Callable[[], None]) -> Accepted:
        smtp = self._connected()
        try:
            self._announce(smtp, envelope)
        except Answer as refused:
            if refused.code is not None:
                self._start_afresh(smtp)
            raise
        self._send(smtp, stuffed(envelope.message))
        try:
            before_dot()
        except BaseException:
            self._drop(smtp)  # the dot never came, so the relay must forget what it has
            raise
        return self._say(smtp, Phase.DOT, lambda: smtp.docmd("."))

    @override
    def close(self) -> None:
        if self._smtp:
            try:
                self._smtp.quit()
            except OSError:
                self._drop(self._smtp)
            self._smtp = None

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = _connect(self._settings, self._timeout)
            except smtplib.SMTPResponseException as refused:
                words = _words(refused.smtp_error)
                raise Answer(Phase.CONNECT, refused.smtp_code, words) from refused
            except (smtplib.SMTPNotSupportedError, ssl.SSLError) as refused:
                raise Answer(Phase.CONNECT, 530, f"no safe connection: {refused}") from refused
            except OSError as away:  # smtplib's own errors are OSErrors too
                raise Answer(Phase.CONNECT, None, str(away)) from away
        return self._smtp

    def _announce(self, smtp: smtplib.SMTP, envelope: Envelope) -> None:
        options = [] if envelope.to_addr.isascii() else ["SMTPUTF8"]
        if options and not smtp.has_extn("smtputf8"):
            raise Answer(Phase.RCPT, 553, "5.6.7 the relay takes no such address")
        self._say(smtp, Phase.MAIL, lambda: smtp.mail(envelope.sender, options))
        self._say(smtp, Phase.RCPT, lambda: smtp.rcpt(envelope.to_addr))
        self._say(smtp, Phase.DATA, lambda: smtp.docmd("DATA"))

    def _say(self, smtp: smtplib.SMTP, phase: Phase, speak: Spoken) -> Accepted:
        try:
            code, words = speak()
        except OSError as cut:
            self._drop(smtp)
            raise Answer(phase, None, str(cut)) from cut
        if code not in {250, 251, 354}:
            if code == 421:  # it closes the connection after saying so
                self._drop(smtp)
            raise Answer(phase, code, _words(words))
        return code, _words(words)

    def _send(self, smtp: smtplib.SMTP, body: bytes) -> None:
        try:
            _wire(smtp).sendall(body)
        except OSError as cut:
            self._drop(smtp)
            raise Answer(Phase.DATA, None, str(cut)) from cut

    def _start_afresh(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except OSError:
            self._drop(smtp)

    def _drop(self, smtp: smtplib.SMTP) -> None:
        smtp.close()
        self._smtp = None


def _connect(to: Smtp, timeout: float) -> smtplib.SMTP:
    smtp: smtplib.SMTP
    if to.tls == "tls":
        context = ssl.create_default_context()
        smtp = smtplib.SMTP_SSL(to.host, to.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(to.host, to.port, timeout=timeout)
    try:
        _introduce(smtp, to)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _introduce(smtp: smtplib.SMTP, to: Smtp) -> None:
    # Body, commit, dot: without this each message waits for Nagle and a delayed ACK.
    _wire(smtp).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if to.tls == "starttls":
        smtp.starttls(context=ssl.create_default_context())
    smtp.ehlo_or_helo_if_needed()
    if to.username:
        smtp.login(to.username, to.password)


def _wire(smtp: smtplib.SMTP) -> socket.socket:
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    return smtp.sock


def stuffed(message: bytes) -> bytes:
    """Return ``message`` as DATA carries it: lines end with CR LF, and no line is a lone dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def _words(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:500]
