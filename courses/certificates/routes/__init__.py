"""The pages about certificates: for those who run activities, for their holders, for anyone."""

from courses.certificates.routes.mine import pages as mine
from courses.certificates.routes.staff import pages as staff
from courses.certificates.routes.verification import pages as verification

__all__ = ["mine", "staff", "verification"]
