"""Registration's pages: the form, her own applications, the mailed links, the coordinator's."""

from courses.registration.routes import applicants, links, mine
from courses.registration.routes.applying import pages

staff = applicants.pages

__all__ = ["links", "mine", "pages", "staff"]
