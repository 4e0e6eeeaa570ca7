"""The blueprint of the public pages; `finding`, `activity` and `asking` hang their pages on it."""

from turin.web import localized

pages = localized("pages", __name__)
