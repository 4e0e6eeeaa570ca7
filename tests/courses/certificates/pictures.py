"""A certificate as a picture, looked at as a reader's eye or her phone would."""

import pypdfium2
import zxingcpp
from PIL import ImageChops

CLEARLY = 64  # of 255 greys
MILLIMETRE = 4  # in pixels
INCH = 25.4


def picture(pdf):
    """Return the one page of a PDF as a picture, four pixels a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0].render(scale=MILLIMETRE * INCH / 72).to_pil().convert("RGB")


def part(image, left, top, right, bottom):
    """Return a part of the picture, its edges in millimetres."""
    return image.crop([edge * MILLIMETRE for edge in (left, top, right, bottom)])


def name_on(image):
    """Return the line on which the holder's name is printed, in greys and half as large."""
    line = part(image, 26, 78, 271, 98)
    return line.convert("L").resize((line.width // 2, line.height // 2))


def unlike(one, other):
    """Return the share of the points that are clearly lighter or darker in the other picture."""
    if one.size != other.size:
        return 1.0
    differing = ImageChops.difference(one, other).point(lambda grey: 255 * (grey > CLEARLY))
    return differing.histogram()[255] / (one.width * one.height)


def is_blank(image):
    """Whether nothing is printed there."""
    return image.getextrema() == ((255, 255),) * 3


def code(image):
    """Return what a phone reads in the picture."""
    return zxingcpp.read_barcode(image).text
