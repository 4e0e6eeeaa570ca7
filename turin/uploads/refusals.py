"""Why nothing is taken in, beside what is in a file (see `gate.refusals`)."""

from turin.errors import Refused
from turin.uploads.gate.refusals import FileRefused


class Infected(FileRefused):
    """The scanner knows it as harmful."""


class Altered(FileRefused):
    """What arrived is not what the browser had in hand."""


class ScannerAway(Refused):
    """The scanner does not answer: the file waits."""


class TooManyWaiting(Refused):
    """She has more files here than she needs at once. Facts: ``most``."""


class TooMuchWaiting(Refused):
    """Her files here, and those that she just deleted, are too large. Facts: ``most`` octets."""


class NotThere(Refused):
    """A file that is to be used is not hers, not taken, or used already."""
