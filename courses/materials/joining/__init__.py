"""Joining papers: what an activity hands out, and of what of it the coordinator sees who has it."""
