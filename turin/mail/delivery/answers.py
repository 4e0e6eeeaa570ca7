"""What an answer of the relay means for the message, for its address and for all the others."""

from enum import StrEnum


class Phase(StrEnum):
    """How far a hand-over had come."""

    CONNECT = "connect"  # with TLS and the sign-in
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    DOT = "dot"


class Fate(StrEnum):
    """What becomes of a message that was not accepted."""

    AGAIN = "again"  # later, this message
    DEAD = "dead"  # never, this message
    UNCERTAIN = "uncertain"  # it may have been accepted
    PAUSE = "pause"  # later, all messages
    BROKEN = "broken"  # no message, until somebody has seen to it


class Answer(Exception):
    """What the relay said: where, with which code (None: the connection was cut), in which words.

    Raised when it is no acceptance.
    """

    def __init__(self, phase: Phase, code: int | None, text: str) -> None:
        super().__init__(phase, code, text)
        self.phase = phase
        self.code = code
        self.text = text

    @property
    def fate(self) -> Fate:
        """What becomes of the message."""
        if self.code is None:
            return self._cut()
        if self.phase in {Phase.CONNECT, Phase.MAIL}:
            return Fate.PAUSE if self.code < 500 else Fate.BROKEN
        if self.code in {421, 432, 452}:
            return Fate.PAUSE
        return Fate.AGAIN if self.code < 500 else Fate.DEAD

    def _cut(self) -> Fate:
        if self.phase is Phase.DOT:
            return Fate.UNCERTAIN
        return Fate.PAUSE if self.phase is Phase.CONNECT else Fate.AGAIN

    @property
    def loggable(self) -> str:
        """What a log may hold of it: what is said after RCPT often repeats the address."""
        words = self.text if self.phase in {Phase.CONNECT, Phase.MAIL} else ""
        return f"{self.phase}: {self.code or 'cut'} {words}".strip()

    @property
    def blames_address(self) -> bool:
        """Whether the address is refused, rather than what we wrote."""
        return self.phase is Phase.RCPT and self.fate is Fate.DEAD

    @property
    def address_unknown(self) -> bool:
        """Whether it says that there is no such mailbox (RFC 3463: 5.1.1)."""
        return self.blames_address and self.text.startswith("5.1.1")
