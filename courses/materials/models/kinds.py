"""What sorts of works there are, whom they are for, how far a translation is, and licences."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class WorkKind(StrEnum):
    """What sort of thing a work is."""

    FRAMEWORK = "framework"
    HANDBOOK = "handbook"
    MANUAL = "manual"
    TOOLKIT = "toolkit"
    TRAINING_MODULES = "training_modules"
    BOOKLET = "booklet"
    POLICY_BRIEF = "policy_brief"
    STUDIES = "studies"
    DATASET = "dataset"
    DATABASE = "database"
    TOOL = "tool"
    VIDEO = "video"
    PRACTICE_PROFILE = "practice_profile"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    WorkKind.FRAMEWORK: _l("Framework"),
    WorkKind.HANDBOOK: _l("Handbook"),
    WorkKind.MANUAL: _l("Manual"),
    WorkKind.TOOLKIT: _l("Toolkit"),
    WorkKind.TRAINING_MODULES: _l("Training modules"),
    WorkKind.PRACTICE_PROFILE: _l("Practice profile"),
    WorkKind.BOOKLET: _l("Booklet"),
    WorkKind.POLICY_BRIEF: _l("Policy brief"),
    WorkKind.STUDIES: _l("Studies"),
    WorkKind.DATASET: _l("Data set"),
    WorkKind.DATABASE: _l("Database"),
    WorkKind.TOOL: _l("Survey tool"),
    WorkKind.VIDEO: _l("Video"),
}


class Audience(StrEnum):
    """Who may download the files of a work.

    Of those who applied to an activity that hands it out, or take part in it, only who came for one
    of ``Work.for_groups``, if it names any. What is for all is for all, whoever it was written for.
    """

    ALL = "all"
    APPLICANTS = "applicants"  # to an activity that hands it out
    PARTICIPANTS = "participants"  # of one
    STAFF = "staff"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_AUDIENCES[self])


_AUDIENCES = {
    Audience.ALL: _l("Everybody"),
    Audience.APPLICANTS: _l("Applicants of the activities that use it"),
    Audience.PARTICIPANTS: _l("Participants of the activities that use it"),
    Audience.STAFF: _l("Staff"),
}


class Part(StrEnum):
    """What an organisation does for an edition."""

    PUBLISHER = "publisher"
    PARTNER = "partner"


class TranslationState(StrEnum):
    """How far a translation is."""

    PLANNED = "planned"
    IN_TRANSLATION = "in_translation"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"

    @property
    def has_come_out(self) -> bool:
        """Whether readers may have what is in this state, be it replaced since."""
        return self in {TranslationState.PUBLISHED, TranslationState.SUPERSEDED}

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_STATES[self])


_STATES = {
    TranslationState.PLANNED: _l("Planned"),
    TranslationState.IN_TRANSLATION: _l("Being translated"),
    TranslationState.IN_REVIEW: _l("In review"),
    TranslationState.PUBLISHED: _l("Published"),
    TranslationState.SUPERSEDED: _l("Replaced by a newer one"),
}


class Licence(StrEnum):
    """What others may do with a file; ``""``: it is not recorded."""

    UNKNOWN = ""
    PUBLIC_DOMAIN = "public_domain"
    CC_BY = "cc_by"
    CC_BY_SA = "cc_by_sa"
    CC_BY_NC = "cc_by_nc"
    CC_BY_NC_SA = "cc_by_nc_sa"
    CC_BY_NC_ND = "cc_by_nc_nd"
    PERMISSION = "permission"  # by permission of who holds the rights, here alone

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_LICENCES[self])


_LICENCES = {
    Licence.UNKNOWN: _l("Not recorded here"),
    Licence.PUBLIC_DOMAIN: _l("Public domain"),
    Licence.CC_BY: "CC BY",
    Licence.CC_BY_SA: "CC BY-SA",
    Licence.CC_BY_NC: "CC BY-NC",
    Licence.CC_BY_NC_SA: "CC BY-NC-SA",
    Licence.CC_BY_NC_ND: "CC BY-NC-ND",
    Licence.PERMISSION: _l("All rights reserved; shown here by permission"),
}
