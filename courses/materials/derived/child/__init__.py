"""The process in which a file is opened: it knows no database, no settings and no secrets."""
