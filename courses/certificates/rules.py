"""What certificates allow: values in, an answer or a refusal out."""

from collections.abc import Collection

from courses.certificates.models import Certificate, State
from turin.errors import Refused
from turin.fonts import undrawable


class NothingToIssue(Refused):
    """Nobody reaches the share without having a certificate already."""


class NotValid(Refused):
    """Only a valid certificate can be revoked."""


class AlreadyReplaced(Refused):
    """Another certificate has taken its place, or it was never handed out."""


class NotWaiting(Refused):
    """Only a certificate that could not be drawn can be drawn again."""


class NameMissing(Refused):
    """A certificate needs a name."""


class NameUndrawable(Refused):
    """No font of ours has some letters of the name."""


def check_issuable(names: Collection[object]) -> None:
    """Raise NothingToIssue for an empty list."""
    if not names:
        raise NothingToIssue


def check_valid(certificate: Certificate) -> None:
    """Raise NotValid unless the certificate stands and has its file."""
    if certificate.state is not State.VALID:
        raise NotValid(state=certificate.state)


def check_replaceable(certificate: Certificate) -> None:
    """Raise AlreadyReplaced unless the certificate is the latest of its holder and handed out."""
    ended_or_valid = certificate.state in {State.VALID, State.REVOKED}
    if not ended_or_valid or certificate.replaced_by_id is not None:
        raise AlreadyReplaced(state=certificate.state)


def check_waiting(certificate: Certificate) -> None:
    """Raise NotWaiting unless the certificate waits for somebody to mend its name."""
    if certificate.state is not State.NEEDS_ATTENTION:
        raise NotWaiting(state=certificate.state)


def check_drawable(name: str) -> None:
    """Raise NameMissing or NameUndrawable for a name that no certificate can carry."""
    if not name:
        raise NameMissing
    if letters := undrawable(name):
        raise NameUndrawable(letters=letters)
