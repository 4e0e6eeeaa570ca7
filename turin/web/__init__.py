"""The web: forms, refusals in words, headers, error pages, static files. It knows no people."""

from turin.web.blueprints import localized

__all__ = ["localized"]
