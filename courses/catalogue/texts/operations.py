"""Writing the catalogue's texts. A deed runs in its caller's transaction and never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from courses.catalogue import operations as catalogue
from courses.catalogue import queries as courses
from courses.catalogue.events import ModuleChanged
from courses.catalogue.models import Instrument, Module
from courses.catalogue.texts import queries, rules
from courses.catalogue.texts.models import TextState
from courses.catalogue.texts.queries import Row, text_of
from turin import audit
from turin.db import db
from turin.events import publish
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody writes in one language: ``words`` by field, and the fingerprints she ``seen``.

    ``source`` is the language she translated from, ``from_words`` by field the fingerprints of what
    she was shown in it.
    """

    language: str
    source: str
    from_words: Mapping[str, str]
    words: Mapping[str, str]
    seen: Mapping[str, str]
    reviewed: bool


def say(kind: str, row: Row, said: Said, *, by: Person, at: datetime) -> None:
    """Write a row's texts in a language, as a draft or as reviewed.

    It is the Centre's own then: loading the example again leaves it alone.

    Raises TitleNeeded, or ChangedMeanwhile if somebody else was faster.
    """
    db.session.refresh(row, with_for_update={"of": queries.KINDS[kind]})
    known = queries.states_of(kind, row, said.language)
    for field, words in said.words.items():
        text = text_of(row, field)
        rules.check_unchanged(said.seen[field], text.get(said.language, ""))
        rules.check_title(field, said.language, words)
        setattr(row, field, text.saying(said.language, words))
        _note(kind, row, field, said, known.get(field), by=by, at=at)
    row.example = False
    db.session.flush()
    _index(row)
    audit.record("catalogue.said", row, by=by, at=at, language=said.language, kind=kind)


def _index(row: Row) -> None:
    """Make found what is found by the words of ``row``."""
    if isinstance(row, Module):
        publish(ModuleChanged(row))
    elif isinstance(row, Instrument):
        catalogue.index_all(courses.courses_teaching(row))
    else:
        catalogue.index(row)


def _note(
    kind: str,
    row: Row,
    field: str,
    said: Said,
    known: TextState | None,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Keep from which words it was written; what has no words any more has no state either."""
    if not said.words[field]:
        if known:
            db.session.delete(known)
        return
    state = known or TextState(kind=kind, row_id=row.id, field=field, language=said.language)
    state.source = said.source
    state.source_hash = said.from_words[field]
    state.words_hash = rules.fingerprint(said.words[field])
    state.reviewed, state.said_at, state.said_by_id = said.reviewed, at, by.id
    db.session.add(state)
