"""Drawing a certificate: facts in, the bytes of a PDF out. No database, no request, no clock."""

from courses.certificates.drawing.page import draw
from courses.certificates.drawing.printed import Printed, Signatory
from courses.certificates.drawing.wording import Written, written
from turin.fonts import Undrawable

__all__ = ["Printed", "Signatory", "Undrawable", "Written", "draw", "written"]
