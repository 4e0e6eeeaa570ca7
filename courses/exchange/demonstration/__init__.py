"""The demonstration: invented activities and people, dated from the day on which it is made.

All of it is done by the operations that coordinators and applicants use, as of the days on which
they would have used them, so that nothing in it contradicts itself.
"""

from courses.exchange.demonstration.making import AlreadyMade, ExampleMissing, make

__all__ = ["AlreadyMade", "ExampleMissing", "make"]
