"""Figures of the whole Centre for those who steer it: counts, and nobody who can be recognised."""
