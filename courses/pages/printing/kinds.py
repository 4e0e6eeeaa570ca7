"""Which papers there are."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Paper(StrEnum):
    """A paper of an activity that can be had as a file."""

    DOSSIER = "dossier"
    NOTE = "note"
    PROGRAMME = "programme"
    PARTICIPANTS = "participants"
    SIGN_IN_BY_DAY = "sign-in-days"
    SIGN_IN_BY_SESSION = "sign-in-sessions"
    CARDS = "cards"
    PROGRAMME_TABLE = "programme-table"
    PARTICIPANTS_TABLE = "participants-table"

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_LABELS[self])

    @property
    def form(self) -> str:
        """What kind of file it is, as `turin.storage.downloads.TYPES` has it."""
        return "xlsx" if self in {Paper.PROGRAMME_TABLE, Paper.PARTICIPANTS_TABLE} else "pdf"


_LABELS = {
    Paper.DOSSIER: _l("All of it in one file (PDF)"),
    Paper.NOTE: _l("Information note (PDF)"),
    Paper.PROGRAMME: _l("Programme (PDF)"),
    Paper.PARTICIPANTS: _l("List of participants (PDF)"),
    Paper.SIGN_IN_BY_DAY: _l("Sign-in sheets, one a day (PDF)"),
    Paper.SIGN_IN_BY_SESSION: _l("Sign-in sheets, one a session (PDF)"),
    Paper.CARDS: _l("Name cards to be folded (PDF)"),
    Paper.PROGRAMME_TABLE: _l("Programme (XLSX)"),
    Paper.PARTICIPANTS_TABLE: _l("List of participants (XLSX)"),
}
OF_TRAINERS = (Paper.SIGN_IN_BY_DAY, Paper.SIGN_IN_BY_SESSION)
IN_DOSSIER = (Paper.PROGRAMME, Paper.PARTICIPANTS, Paper.SIGN_IN_BY_DAY, Paper.CARDS)
