"""What people do with activities. Each deed runs in its caller's transaction and never commits."""

from courses.activities.operations.assisting import assist, release
from courses.activities.operations.backing import (
    BackingFacts,
    add_term,
    back,
    classify,
    raise_term,
    remove_term,
    rename_term,
    restore_term,
    retire_term,
)
from courses.activities.operations.checklist import (
    LineFacts,
    add_line,
    keep_for_course,
    note_gaps,
    remove_line,
    tick,
    untick,
)
from courses.activities.operations.copying import (
    Wish,
    copy,
    moved,
)
from courses.activities.operations.modules import renew
from courses.activities.operations.planning import (
    Facts,
    assign,
    discard,
    edit,
    facts_of,
    move,
    plan,
    take,
    unassign,
)
from courses.activities.operations.storing import index
from turin.db.locks import locked

__all__ = [
    "BackingFacts",
    "Facts",
    "LineFacts",
    "Wish",
    "add_line",
    "add_term",
    "assign",
    "assist",
    "back",
    "classify",
    "copy",
    "discard",
    "edit",
    "facts_of",
    "index",
    "keep_for_course",
    "locked",
    "move",
    "moved",
    "note_gaps",
    "plan",
    "raise_term",
    "release",
    "remove_line",
    "remove_term",
    "rename_term",
    "renew",
    "restore_term",
    "retire_term",
    "take",
    "tick",
    "unassign",
    "untick",
]
