"""What was made from a stored file, what could not be, and why."""

from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.materials.models.works import PUBLIC
from turin.db import Base


class Kind(StrEnum):
    """What is made."""

    PICTURE = "picture"  # of the first page
    CONTENTS = "contents"  # bookmarks and the number of pages
    TEXT = "text"  # an edition without layout, for phones
    LIGHT = "light"  # the same in fewer octets

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_KINDS[self])


_KINDS = {
    Kind.PICTURE: _l("Picture of the first page"),
    Kind.CONTENTS: _l("Contents"),
    Kind.TEXT: _l("Text only"),
    Kind.LIGHT: _l("Lighter file"),
}


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    FAILED = "failed"  # its process died; it is tried once more
    MADE = "made"
    NOT_POSSIBLE = "not_possible"


class Reason(StrEnum):
    """Why something could not be made; "" where it was."""

    NONE = ""
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_HEAVY = "too_heavy"
    NO_TEXT = "no_text"
    POOR_TEXT = "poor_text"
    NOT_LIGHTER = "not_lighter"
    NO_TOOL = "no_tool"

    @property
    def label(self) -> str:
        """It as a sentence in the reader's language."""
        return str(_REASONS[self])


_REASONS = {
    Reason.NONE: "",
    Reason.ENCRYPTED: _l("The file is locked with a password. Attach it without one."),
    Reason.BROKEN: _l("The file is damaged. Save it anew and attach it again."),
    Reason.TOO_HEAVY: _l("The file takes too much time or memory: make its pictures smaller."),
    Reason.NO_TEXT: _l("The file has hardly any text, perhaps pictures of pages alone."),
    Reason.POOR_TEXT: _l("The letters of the file do not come out well enough to be read."),
    Reason.NOT_LIGHTER: _l("The file cannot be made much smaller."),
    Reason.NO_TOOL: _l("The tool for making sound files smaller (ffmpeg) is not on the server."),
}


SOUND = ("mp3", "opus", "ogg", "m4a", "wav")  # formats that have no pictures
_TOO_LONG = _l("The recording takes too much time or memory: divide it into shorter files.")

# What lay with the server, which may have the tool by now or more time; the rest is the file's.
PASSING = (Reason.TOO_HEAVY, Reason.NO_TOOL)


class DerivedFile(Base):
    """What of one ``kind`` was made from the stored file of the hash ``source``.

    ``format`` and ``language`` are those that the source was attached with. ``sha256`` names the
    result, which contents have none of: they are in ``details``. ``attempts`` counts how often it
    was begun, by a worker that may have died of it.
    """

    __tablename__ = "derived_file"
    __table_args__ = (
        UniqueConstraint("source", "kind"),
        Index("ix_derived_file_sha256", "sha256"),
        Index("ix_derived_file_state", "state"),
        {"info": PUBLIC},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    kind: Mapped[Kind]
    format: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(8))
    state: Mapped[State] = mapped_column(default=State.WAITING)
    reason: Mapped[Reason] = mapped_column(default=Reason.NONE)
    attempts: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]

    @property
    def made(self) -> bool:
        """Whether there is something to show."""
        return self.state is State.MADE

    @property
    def settled(self) -> bool:
        """Whether nothing more is to come."""
        return self.state in {State.MADE, State.NOT_POSSIBLE}

    @property
    def may_succeed(self) -> bool:
        """Whether it is worth being tried again."""
        return self.state is State.NOT_POSSIBLE and self.reason in PASSING

    @property
    def label(self) -> str:
        """What it is, and how far, or why it is not there, in the reader's language."""
        if self.made:
            return self.kind.label
        if not self.settled:
            return _("%(kind)s: being prepared", kind=self.kind.label)
        too_long = self.reason is Reason.TOO_HEAVY and self.format in SOUND
        reason = _TOO_LONG if too_long else self.reason.label
        return _("%(kind)s: %(reason)s", kind=self.kind.label, reason=reason)

    def called(self, name: str) -> tuple[str, str]:
        """Return the name and the format of the result, where the source is called ``name``."""
        stem = PurePath(name).stem
        if self.kind is Kind.PICTURE:
            return f"{stem}.jpg", "jpg"
        form = "pdf" if self.format == "pdf" else "opus"
        return f"{stem}-light.{form}", form
