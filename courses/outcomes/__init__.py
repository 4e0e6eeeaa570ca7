"""Outcomes: declarations, action plans and road maps that came of an activity."""
