"""Why nothing can become of a file that came back, in whole sentences."""

from flask_babel import gettext as _

from turin.errors import Refused
from turin.language import formats
from turin.web.refusals import sentence


class NameUnknown(Refused):
    """The file is not called as in a work order."""


class WorkUnknown(Refused):
    """There is no work of that ``key``."""


class EditionUnknown(Refused):
    """The work has no edition of that ``number``."""


class LanguageUnknown(Refused):
    """We know no language of that ``code``."""


class SourceUnknown(Refused):
    """The work has no such language, or no such version of it, to be made from."""


class SourceUnsaid(Refused):
    """Nobody has begun the translation, and the name does not say of what it was made."""


class SameAsSent(Refused):
    """It is equal to another of the files, ``name``."""


class SameAsHeld(Refused):
    """It is equal to a file ``name`` of another translation, by ``key`` and ``language``."""


class TwoOfAFormat(Refused):
    """Another of the files, ``name``, is the same translation in the same format."""


class PlanChanged(Refused):
    """Something else would become of the files than the dry run has told."""


@sentence.register
def _name_unknown(_refusal: NameUnknown) -> str:
    return _("Its name is none of a work order. Write beside it how the work order calls it.")


@sentence.register
def _work_unknown(refusal: WorkUnknown) -> str:
    return _("There is no work called %(key)s: correct the name.", key=refusal.facts["key"])


@sentence.register
def _edition_unknown(refusal: EditionUnknown) -> str:
    number = formats.number(refusal.facts["number"])
    return _("The work has no edition %(number)s: correct the name.", number=number)


@sentence.register
def _language_unknown(refusal: LanguageUnknown) -> str:
    return _("We know no language %(code)s: correct the name.", code=refusal.facts["code"])


@sentence.register
def _source_unknown(refusal: SourceUnknown) -> str:
    return _(
        "The work has no such version in %(language)s to be made from: correct the name.",
        language=formats.language_name(refusal.facts["code"]),
    )


@sentence.register
def _source_unsaid(_refusal: SourceUnsaid) -> str:
    return _("Say of what it was made: add .from-en-v1 to the name, or what is right here.")


@sentence.register
def _same_as_sent(refusal: SameAsSent) -> str:
    return _(
        "It is the very same file as %(name)s. Leave one of them out.", name=refusal.facts["name"]
    )


@sentence.register
def _same_as_held(refusal: SameAsHeld) -> str:
    return _(
        "It is the very same file as %(name)s, which is %(work)s in %(language)s."
        " Leave it out, or correct its name.",
        name=refusal.facts["name"],
        work=refusal.facts["key"],
        language=formats.language_name(refusal.facts["language"]),
    )


@sentence.register
def _two_of_a_format(refusal: TwoOfAFormat) -> str:
    return _(
        "%(name)s is the same translation in the same format."
        " Leave one of them out, or correct its name.",
        name=refusal.facts["name"],
    )


@sentence.register
def _plan_changed(_refusal: PlanChanged) -> str:
    return _(
        "What would become of the files is not what you were shown before. Look at it below once"
        " more. Nothing was done."
    )
