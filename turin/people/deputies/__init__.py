"""Deputies: who does a coordinator's work while she is away."""

from turin.people.deputies.queries import deputies_of, standing_in, whose_work

__all__ = ["deputies_of", "standing_in", "whose_work"]
