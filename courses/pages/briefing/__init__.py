"""A briefing on the countries of an activity: what binds them, and what can be read there."""
