"""The Centre: what any capability stands on. Nothing here knows what a course is."""
