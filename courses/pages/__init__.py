"""Pages that show several capabilities at once, and the list of all blueprints."""
