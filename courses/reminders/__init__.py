"""Reminders: rows planned from the database, due at a moment, sent once."""
