"""What came of activities: made inside an open transaction, and flushed."""

from courses.outcomes import operations
from courses.outcomes.models import Commitment, Kind, Outcome
from turin import clock
from turin.db import db
from turin.db.types import PartialDate, Text


def outcome(activity, **over) -> Outcome:
    """A declaration of ``activity`` whose text is held and public."""
    made = Outcome(
        **{
            "activity_id": activity.id,
            "kind": Kind.DECLARATION,
            "title": Text(en="Declaration on domestic workers"),
            "words": Text(en="We, the participants, declare.", ar="نحن المشاركين نعلن."),
            "adopted": PartialDate("2027-03"),
            "published": True,
            **over,
        }
    )
    db.session.add(made)
    db.session.flush()
    return made


def commitment(outcome, by, **over) -> Commitment:
    """A commitment of ``outcome``, noted by a person."""
    said = {"words": Text(en="Open an advice service"), "owner": "", "due": None, **over}
    return operations.undertake(outcome, operations.Undertaken(**said), by=by, at=clock.now())
