"""Backup: a whole copy of the site in a folder, and the proof that it can be opened again."""
