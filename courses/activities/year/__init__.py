"""A year or a month of activities at a glance: each a bar from its first day to its last."""
