"""Why a file is not taken. Facts are numbers and our own words, never what is in the file."""

from turin.errors import Refused


class FileRefused(Refused):
    """A file that we do not take."""


class Empty(FileRefused):
    """There is nothing in it."""


class UnknownFormat(FileRefused):
    """It is in none of the formats that we take."""


class Drawing(FileRefused):
    """It is an SVG drawing, which can hold programs."""


class OldOffice(FileRefused):
    """It is a file of Office before 2007, or one that has a password."""


class TooLarge(FileRefused):
    """It is larger than its format may be. Facts: ``format`` (its name), ``most`` octets."""


class Cut(FileRefused):
    """It ends before its end."""


class Damaged(FileRefused):
    """It begins like a file of its format, and does not go on like one."""


class Locked(FileRefused):
    """It asks for a password, or is protected."""


class HoldsProgram(FileRefused):
    """It holds something that runs when it is opened: a script, a macro, an action."""


class HoldsFiles(FileRefused):
    """Other files are attached to it, or objects of other programs."""


class FromElsewhere(FileRefused):
    """It loads something from another place when it is opened, which tells who opens it."""


class BadLink(FileRefused):
    """A link in it starts a program, or leads to somebody's own disk."""


class Declares(FileRefused):
    """It declares entities, with which a small file fills a memory or reads another file."""


class BadNames(FileRefused):
    """A part of it would be unpacked to another place, or upon another part."""


class TwoInOne(FileRefused):
    """It is two files at once: one program shows the first, another opens the second."""


class TooMuchInside(FileRefused):
    """It unpacks to more than we take."""


class TooManyPages(FileRefused):
    """Facts: ``most``."""


class TooManyPixels(FileRefused):
    """Facts: ``most``, in millions."""


class NotData(FileRefused):
    """It is a ZIP file with something else in it than a set of data."""


class HoldsFormula(FileRefused):
    """A cell of a CSV file is a formula."""


class TooHard(FileRefused):
    """It could not be read within the time and the memory that a file gets."""
