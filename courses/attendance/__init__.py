"""Attendance: who was there, session by session."""
