"""Delivery: a claim under lease, the final dot in two phases, and a sweep for what was left."""

from turin.mail.delivery.draining import drain
from turin.mail.delivery.sweeping import forget, sweep

__all__ = ["drain", "forget", "sweep"]
