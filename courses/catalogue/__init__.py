"""The catalogue: courses, the modules they share, and the instruments that they teach."""
