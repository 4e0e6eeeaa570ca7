"""Instruments and who is bound by them."""

from courses.catalogue.models import Instrument, InstrumentKind, Ratification
from turin.db import db
from turin.db.types import Text


def instrument(key="C097", kind=InstrumentKind.CONVENTION, **over):
    """Return a stored instrument."""
    values = {"number": 97, "title": Text(en=f"Convention {key}", ar=f"الاتفاقية {key}")} | over
    made = Instrument(key=key, kind=kind, **values)
    db.session.add(made)
    db.session.flush()
    return made


def bound(instrument, country, **over):
    """Return the stored fact that ``country`` is bound by ``instrument``."""
    act = Ratification(instrument_id=instrument.id, country=country, **over)
    db.session.add(act)
    db.session.flush()
    return act
