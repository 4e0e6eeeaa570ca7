"""What would become of the files that came back, one by one; or why nothing can."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from flask_babel import lazy_gettext as _l

from courses.materials.incoming import Incoming
from courses.materials.keeping.rules import check_source
from courses.materials.models import (
    Edition,
    MaterialFile,
    Translation,
    TranslationState,
    Work,
)
from courses.materials.translating import queries, refusals
from courses.materials.translating.references import Reference, understood
from turin.errors import Refused
from turin.language.known import DOCUMENTS

AFTER = (TranslationState.IN_REVIEW, TranslationState.PUBLISHED)  # what it may be then


class Deed(StrEnum):
    """What becomes of a file."""

    FIRST = "first"
    FORMAT = "format"
    VERSION = "version"
    LEFT = "left"  # the very same file is there already

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return str(_DEEDS[self])


_DEEDS = {
    Deed.FIRST: _l("First text"),
    Deed.FORMAT: _l("Another format"),
    Deed.VERSION: _l("New version"),
    Deed.LEFT: _l("There already"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen by hand: how the file should have been called, and the state after.

    A file that is left ``out`` waits on among those that were sent.
    """

    named: str = ""
    state: TranslationState | None = None
    out: bool = False


@dataclass(slots=True)
class Line:
    """A file, of which translation it becomes ``version``, and what that replaces.

    ``translation`` is None where nobody has begun it; ``made_of`` is the version of ``source`` of
    which it was made, None if its name does not say. With a ``fault`` nothing becomes of it.
    """

    file: Incoming
    choice: Choice
    named: Reference | None = None
    edition: Edition | None = None
    translation: Translation | None = None
    source: Translation | None = None
    made_of: int | None = None
    deed: Deed = Deed.FIRST
    version: int = 1
    state: TranslationState = TranslationState.IN_REVIEW
    replaces: list[MaterialFile] = field(default_factory=list)
    fault: Refused | None = None

    @property
    def hides(self) -> bool:
        """Whether a text that readers have is in review then, and no longer offered to them."""
        there = self.translation is not None and (
            self.translation.state == TranslationState.PUBLISHED
        )
        return there and self.deed is not Deed.LEFT and self.state != TranslationState.PUBLISHED


@dataclass(slots=True)
class Plan:
    """All of the files that came back together."""

    lines: list[Line]

    @property
    def meant(self) -> list[Line]:
        """Those that are not left out."""
        return [line for line in self.lines if not line.choice.out]

    @property
    def faults(self) -> int:
        """With how many of them nothing can be done."""
        return sum(line.fault is not None for line in self.meant)

    @property
    def work(self) -> list[Line]:
        """Those of which anything becomes."""
        return [line for line in self.meant if line.fault is None and line.deed is not Deed.LEFT]

    @property
    def ready(self) -> bool:
        """Whether it can be done, and there is something to do: a fault keeps all from being."""
        return bool(self.work) and not self.faults

    @property
    def told(self) -> str:
        """What stands for having been shown this, in a form."""
        facts = [
            f"{line.file.sha256} {line.named} {line.deed} {line.version} {line.state}"
            for line in self.meant
        ]
        return sha256("\n".join(facts).encode()).hexdigest()


def look(files: Sequence[Incoming], choices: Mapping[str, Choice]) -> Plan:
    """Return what would become of ``files``; ``choices`` are those made by hand, by token."""
    plan = Plan([Line(one, choices.get(one.token, Choice())) for one in files])
    for line in plan.meant:
        line.named = understood(line.choice.named or line.file.name)
    works = queries.works({line.named.key for line in plan.meant if line.named})
    for line in plan.meant:
        try:
            _match(line, works)
        except Refused as refused:
            line.fault = refused
    _tell_equal(plan.meant)
    _number(plan.meant)
    return plan


def _match(line: Line, works: Mapping[str, Work]) -> None:
    """Find the translation that a file is of. Raises a refusal if its name does not lead to one."""
    named = line.named
    if named is None:
        raise refusals.NameUnknown
    if (work := works.get(named.key)) is None:
        raise refusals.WorkUnknown(key=named.key)
    line.edition = queries.edition_of(work, named)
    if line.edition is None:
        raise refusals.EditionUnknown(number=named.edition)
    if named.language not in DOCUMENTS:
        raise refusals.LanguageUnknown(code=named.language)
    line.translation = _in(line.edition, named.language)
    _match_source(line, work, named)
    there = line.translation
    published = there is not None and there.state == TranslationState.PUBLISHED
    line.state = line.choice.state or AFTER[published]


def _match_source(line: Line, work: Work, named: Reference) -> None:
    known = line.translation.derived_from if line.translation else None
    if named.source:
        others = [_in(one, named.source) for one in (line.edition, *reversed(work.editions)) if one]
        if known is None or known.language != named.source:
            known = next((one for one in others if one), None)
        if known is None or known is line.translation:
            raise refusals.SourceUnknown(code=named.source)
        if named.version and named.version > known.version:
            raise refusals.SourceUnknown(code=named.source)
    check_source(line.translation, known)
    if line.translation is None and known is None:
        raise refusals.SourceUnsaid
    line.source = known
    line.made_of = named.version if named.source else None


def _in(edition: Edition, language: str) -> Translation | None:
    return next((one for one in edition.translations if one.language == language), None)


def _tell_equal(lines: Sequence[Line]) -> None:
    """Tell which files are equal to each other, or to one that we hold."""
    held = defaultdict(list)
    for file in queries.with_content({line.file.sha256 for line in lines}):
        held[file.sha256].append(file)
    seen: dict[str, Line] = {}
    for line in lines:
        first = seen.setdefault(line.file.sha256, line)
        if line.fault is None and first is not line:
            line.fault = refusals.SameAsSent(name=first.file.name)
        if line.fault is None:
            _compare(line, held[line.file.sha256])


def _compare(line: Line, held: Sequence[MaterialFile]) -> None:
    own = [one for one in held if one.translation is line.translation]
    if own:
        line.deed, line.version = Deed.LEFT, own[-1].version
    elif held:
        other = held[0].translation
        line.fault = refusals.SameAsHeld(
            key=other.edition.work.key, language=other.language, name=held[0].name
        )


def _number(lines: Sequence[Line]) -> None:
    """Say of each which version it becomes: files of one translation come out together."""
    together = defaultdict(list)
    for line in lines:
        if line.fault is None and line.deed is not Deed.LEFT and line.named:
            together[line.named[:3]].append(line)
    for several in together.values():
        _number_together(several)


def _number_together(lines: list[Line]) -> None:
    formats: dict[str, Line] = {}
    for line in lines:
        first = formats.setdefault(line.file.format, line)
        if first is not line:
            line.fault = refusals.TwoOfAFormat(name=first.file.name)
    there = lines[0].translation
    now = [one for one in there.files if one.version == there.version] if there else []
    newer = there is not None and any(
        (line.made_of or 0) > (there.derived_version or 0) for line in lines
    )
    rises = bool(now) and (newer or any(one.format in formats for one in now))
    for line in lines:
        line.version = (there.version if there else 1) + rises
        line.deed = Deed.VERSION if rises else Deed.FORMAT if now else Deed.FIRST
        line.replaces = now if rises else []
