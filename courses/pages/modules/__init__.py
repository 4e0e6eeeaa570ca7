"""Changing a module that courses share, and what activities teach of it."""
