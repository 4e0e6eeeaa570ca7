"""What coordinators and trainers do to the timetable: no deed here commits."""

from courses.schedule.operations.rooms import (
    RoomFacts,
    add_room,
    change_room,
    say_away,
    take_back_absence,
)
from courses.schedule.operations.sessions import (
    Facts,
    Filling,
    add,
    assign,
    change,
    describe,
    fill,
    follow_state,
    follow_zone,
    move,
    planned,
    release,
    remove,
)

__all__ = [
    "Facts",
    "Filling",
    "RoomFacts",
    "add",
    "add_room",
    "assign",
    "change",
    "change_room",
    "describe",
    "fill",
    "follow_state",
    "follow_zone",
    "move",
    "planned",
    "release",
    "remove",
    "say_away",
    "take_back_absence",
]
