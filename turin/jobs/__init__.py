"""Long work: rows that say how far it is, so that it can be shown and taken up again."""
