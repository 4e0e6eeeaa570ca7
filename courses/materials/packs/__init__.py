"""Packs: chosen documents in one file, for thin lines, for phones and for USB sticks."""
