"""Deputies: who does a coordinator's work while she is away."""

from turin.people.deputies.queries import standing_in, whose_work

__all__ = ["standing_in", "whose_work"]
