"""The pages on which activities are planned and run."""

from courses.activities.routes.staff import pages

__all__ = ["pages"]
