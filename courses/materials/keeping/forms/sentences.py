"""What the rules of the library refuse, in whole sentences."""

from flask_babel import gettext as _

from courses.materials.keeping import rules
from turin.language import formats
from turin.web.refusals import sentence


@sentence.register
def _key_taken(_refusal: rules.KeyTaken) -> str:
    return _("Another work has this short name: choose another one.")


@sentence.register
def _language_taken(_refusal: rules.LanguageTaken) -> str:
    return _("The edition has this language already: change that translation instead.")


@sentence.register
def _source_needed(_refusal: rules.SourceNeeded) -> str:
    return _(
        "Say from which language it is being translated, so that it is known when that changes."
    )


@sentence.register
def _of_itself(_refusal: rules.OfItself) -> str:
    return _("That one was made from this one, so this one cannot be made from it. Choose another.")


@sentence.register
def _version_unknown(refusal: rules.VersionUnknown) -> str:
    newest = formats.number(refusal.facts["newest"])
    return _("There is no such version yet: the newest is version %(newest)s.", newest=newest)


@sentence.register
def _nothing_to_catch_up(_refusal: rules.NothingToCatchUp) -> str:
    return _("Nothing has changed in what it was made from since: there is nothing to catch up.")


@sentence.register
def _file_needed(_refusal: rules.FileNeeded) -> str:
    return _(
        "It is still needed: somebody translates from it, an activity hands it out, or something"
        " else hangs on it. Add what replaces it first."
    )


@sentence.register
def _file_there(_refusal: rules.FileThere) -> str:
    return _("The very same file is there already.")
