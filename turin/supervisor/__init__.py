"""Runs a whole site with one command: broker, worker, beat and web server as one family.

For a laptop, a demonstration, a small office; a production site has systemd or containers instead.
It needs nothing but the standard library and Linux (elsewhere a kill -9 may leave children).
"""
