"""Drawing a certificate: facts in, the bytes of a PDF out. No database, no request, no clock.

What draws, `page`, stands on Typst and is imported by who draws alone: pages of the site show the
facts and have no use for its 7 MB.
"""

from courses.certificates.drawing.printed import Printed, Signatory
from courses.certificates.drawing.wording import Written, written

__all__ = ["Printed", "Signatory", "Written", "written"]
