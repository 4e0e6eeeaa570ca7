"""Organisations: who sends people, by constituent group and type."""
