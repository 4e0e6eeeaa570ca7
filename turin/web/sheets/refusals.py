"""Why a sheet cannot be read at all, and what that is in words."""

from flask_babel import gettext as _

from turin.errors import Refused
from turin.language import formats
from turin.web.refusals import sentence


class NoSheet(Refused):
    """It is neither XLSX nor CSV, or it is broken."""


class OldSheet(Refused):
    """It is a file of Excel before 2007, of another program, or has a password or macros."""


class NoLetters(Refused):
    """Its letters are in no encoding that we know."""


class TooLarge(Refused):
    """It is packed so that it would fill the memory."""


class TooManyRows(Refused):
    """It has more rows than we take at a time. Facts: ``most``."""


class TooManyColumns(Refused):
    """It has more columns than we take. Facts: ``most``."""


class NothingInIt(Refused):
    """No cell is filled in below the headings."""


ALL = (NoSheet, OldSheet, NoLetters, TooLarge, TooManyRows, TooManyColumns, NothingInIt)


@sentence.register
def no_sheet(_refusal: NoSheet) -> str:
    """Tell what files we read."""
    return _(
        "We cannot read this file. Save it as XLSX or CSV in your program, and choose it here."
    )


@sentence.register
def old_sheet(_refusal: OldSheet) -> str:
    """Tell how to make it one that we read."""
    return _(
        "This file is in an old or another format, or has a password or macros. Save it as XLSX"
        " without them, and choose it here."
    )


@sentence.register
def no_letters(_refusal: NoLetters) -> str:
    """Tell which encoding is safe."""
    return _("We cannot read the letters in this file. Save it as “CSV UTF-8”, or as XLSX.")


@sentence.register
def too_large(_refusal: TooLarge) -> str:
    """Tell to take out what is not needed."""
    return _(
        "There is too much in this file. Copy the rows alone into a new file, without pictures and"
        " other sheets."
    )


@sentence.register
def too_many_rows(refusal: TooManyRows) -> str:
    """Tell how many rows we take."""
    most = formats.number(refusal.facts["most"])
    return _(
        "A file may have %(most)s rows at most. Split it, and import one after another.", most=most
    )


@sentence.register
def too_many_columns(refusal: TooManyColumns) -> str:
    """Tell how many columns we take."""
    most = formats.number(refusal.facts["most"])
    return _(
        "A file may have %(most)s columns at most. Take out those that are not needed.", most=most
    )


@sentence.register
def nothing_in_it(_refusal: NothingInIt) -> str:
    """Tell what a sheet begins with."""
    return _("Nothing is filled in. The first row has the headings, each further row one entry.")
