"""Health: what tells a machine that watches us whether we are well."""

from turin.health.ticks import forget_ticks, tick

__all__ = ["forget_ticks", "tick"]
