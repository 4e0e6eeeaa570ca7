"""Certificates: drawn once, frozen, and verifiable by anyone."""
