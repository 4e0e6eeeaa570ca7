"""In words: why a file is not taken and what mends it, and how each stands."""

from flask_babel import gettext as _

from turin.language import formats
from turin.uploads import operations, refusals
from turin.uploads.gate import refusals as gate
from turin.uploads.models import State, Upload
from turin.web.refusals import sentence


def how_it_stands(upload: Upload, here: int) -> str:
    """Return how far a file is of which so many octets are here, or why it was refused."""
    if upload.state is State.REFUSED:
        return sentence(operations.why_refused(upload))
    if upload.state is State.TAKEN:
        return _("It is here, and can be used.")
    if upload.state is State.WHOLE:
        return sentence(refusals.ScannerAway())
    return _(
        "%(here)s of %(all)s are here. Choose the same file once more: it goes on from there.",
        here=formats.size(here),
        all=formats.size(upload.size),
    )


@sentence.register
def empty(_refusal: gate.Empty) -> str:
    """Tell that the file is to be saved again."""
    return _("There is nothing in this file. Save it once more in your program, and send that.")


@sentence.register
def unknown_format(_refusal: gate.UnknownFormat) -> str:
    """Tell what we take."""
    return _(
        "We do not take files of this kind. Save it as PDF, EPUB, DOCX, PPTX, XLSX, CSV or TXT;"
        " pictures as JPEG or PNG, sound as MP3, Opus or M4A, films as MP4 or WebM."
    )


@sentence.register
def drawing(_refusal: gate.Drawing) -> str:
    """Tell how to make a picture of it."""
    return _("SVG drawings can hold programs. Export it as PNG or PDF, and send that.")


@sentence.register
def old_office(_refusal: gate.OldOffice) -> str:
    """Tell how to save it today."""
    return _(
        "This is a file of Office from before 2007, or it has a password. Save it as DOCX, PPTX or"
        " XLSX, without a password."
    )


@sentence.register
def too_large(refusal: gate.TooLarge) -> str:
    """Tell how large it may be."""
    most = formats.size(refusal.facts["most"])
    if not refusal.facts["format"]:
        return _("A file may have %(most)s at most. Make it smaller, or send parts.", most=most)
    return _(
        "A file in the format %(format)s may have %(most)s at most. Make its pictures smaller, or"
        " send parts.",
        format=refusal.facts["format"],
        most=most,
    )


@sentence.register
def cut(_refusal: gate.Cut) -> str:
    """Tell where to get it whole."""
    return _(
        "The end of this file is missing. See whether it opens on your device; if not, get it once"
        " more from where you have it."
    )


@sentence.register
def damaged(_refusal: gate.Damaged) -> str:
    """Tell how to mend it."""
    return _("This file is damaged. Open it in your program, save it under a new name, send that.")


@sentence.register
def locked(_refusal: gate.Locked) -> str:
    """Tell to unlock it."""
    return _("This file is protected. Save it without a password and without restrictions.")


@sentence.register
def holds_program(_refusal: gate.HoldsProgram) -> str:
    """Tell how to have it without."""
    return _(
        "This file holds a program, such as a macro, a script or a form that sends. Save it"
        " without: as PDF by printing, or as DOCX, PPTX or XLSX without macros."
    )


@sentence.register
def holds_files(_refusal: gate.HoldsFiles) -> str:
    """Tell to send them by themselves."""
    return _("Other files are attached to this one. Take them out, and send each by itself.")


@sentence.register
def from_elsewhere(_refusal: gate.FromElsewhere) -> str:
    """Tell to put it into the file."""
    return _(
        "This file fetches something from elsewhere when it is opened: a picture, a template, a"
        " style sheet, figures. Put that into the file itself, and send it again."
    )


@sentence.register
def bad_link(_refusal: gate.BadLink) -> str:
    """Tell which links we take."""
    return _(
        "A link in this file starts a program or leads to somebody's own disk. Let links lead to"
        " pages of the web or to mail addresses only."
    )


@sentence.register
def declares(_refusal: gate.Declares) -> str:
    """Tell to save it with a usual program."""
    return _(
        "This file is made in a way that can overload who opens it. Save it with a usual office"
        " program, and send that."
    )


@sentence.register
def bad_names(_refusal: gate.BadNames) -> str:
    """Tell to pack it anew."""
    return _(
        "Some files in this package have names that would overwrite others or hide what they are."
        " Pack it anew, each file once and with a plain name."
    )


@sentence.register
def two_in_one(_refusal: gate.TwoInOne) -> str:
    """Tell to save it with a usual program."""
    return _(
        "There is a second file hidden in this one. Open it in your program, save it under a new"
        " name, and send that."
    )


@sentence.register
def too_much_inside(_refusal: gate.TooMuchInside) -> str:
    """Tell to send less at once."""
    return _("This file unpacks to far more than we take. Send its parts by themselves.")


@sentence.register
def too_many_pages(refusal: gate.TooManyPages) -> str:
    """Tell how many there may be."""
    most = formats.number(refusal.facts["most"])
    return _("A PDF may have %(most)s pages at most. Split it, and send its parts.", most=most)


@sentence.register
def too_many_pixels(refusal: gate.TooManyPixels) -> str:
    """Tell how many there may be."""
    most = formats.number(refusal.facts["most"])
    return _("A picture may have %(most)s megapixels at most. Make it smaller.", most=most)


@sentence.register
def not_data(_refusal: gate.NotData) -> str:
    """Tell what a package may hold."""
    return _(
        "A ZIP file may hold data only: CSV, XLSX, TXT, JSON, XML, PDF, PNG, JPEG. Send anything"
        " else by itself."
    )


@sentence.register
def holds_formula(_refusal: gate.HoldsFormula) -> str:
    """Tell to put the results in."""
    return _("A cell in this CSV file is a formula. Put its result there instead.")


@sentence.register
def too_hard(_refusal: gate.TooHard) -> str:
    """Tell to make it simpler."""
    return _(
        "This file is too complex to be looked at. Save it under a new name or print it as PDF; if"
        " that does not help, send its parts."
    )


@sentence.register
def infected(_refusal: refusals.Infected) -> str:
    """Tell to look after the device."""
    return _(
        "The virus scanner knows this file as harmful. Do not open it; have the device looked at"
        " that it comes from."
    )


@sentence.register
def altered(_refusal: refusals.Altered) -> str:
    """Tell to send it again."""
    return _("What arrived is not what was sent. Send this file once more.")


@sentence.register
def scanner_away(_refusal: refusals.ScannerAway) -> str:
    """Tell that it waits, and for nothing that she does."""
    return _(
        "All of it is here, but it could not be checked for viruses yet. It is tried again by"
        " itself; you can also press “Check it now”. Nothing has to be sent again."
    )


@sentence.register
def too_many_waiting(refusal: refusals.TooManyWaiting) -> str:
    """Tell to clear up."""
    most = formats.number(refusal.facts["most"])
    return _("%(most)s files of yours are here. Delete some that you do not need.", most=most)


@sentence.register
def too_much_waiting(refusal: refusals.TooMuchWaiting) -> str:
    """Tell to clear up."""
    most = formats.size(refusal.facts["most"])
    return _(
        "Your files here may have %(most)s together, and what you delete counts for seven days"
        " more. Delete what you do not need, or send this one later.",
        most=most,
    )


@sentence.register
def not_there(_refusal: refusals.NotThere) -> str:
    """Tell to choose another."""
    return _("A file that you chose is not here any more, or is used already. Choose it once more.")
