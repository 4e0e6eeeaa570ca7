"""A PDF in fewer octets: its photographs made coarser, its tables packed; text stays as it is."""

from io import BytesIO
from pathlib import Path
from typing import Any, TypeGuard

import pikepdf
from PIL import Image

from courses.materials.derived.child.refusing import Refused

LONGEST = 1200  # pixels of a picture's longer side: a page of it can still be read
QUALITY = 45
FEWEST_OCTETS = 20_000  # of a picture worth the trouble
MOST_PIXELS = 40_000_000


def lighter(source: Path, result: Path, _form: str) -> dict[str, Any]:
    """Write the PDF with its pictures recompressed; the caller looks whether it was worth it."""
    try:
        with pikepdf.open(source) as document:
            pictures = sum(_lighten(one) for one in document.objects if _is_picture(one))
            document.save(
                result,
                compress_streams=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                recompress_flate=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except pikepdf.PdfError as error:
        raise Refused("broken") from error
    return {"pictures": pictures}


def _is_picture(one: pikepdf.Object) -> TypeGuard[pikepdf.Stream]:
    """Whether it is a large picture that is shown as it is: no mask, nothing seen through."""
    if not isinstance(one, pikepdf.Stream) or one.get("/Subtype") != "/Image":
        return False
    if one.get("/ImageMask") or "/SMask" in one or "/Mask" in one or "/Decode" in one:
        return False
    pixels = int(one.get("/Width", 0)) * int(one.get("/Height", 0))
    return pixels <= MOST_PIXELS and len(one.read_raw_bytes()) >= FEWEST_OCTETS


def _lighten(one: pikepdf.Stream) -> bool:
    """Put a coarser picture into its place, if that is smaller; what cannot be read stays."""
    try:
        image = pikepdf.PdfImage(one).as_pil_image()
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError):
        return False
    if image.mode in {"1", "CMYK"}:  # packed well as it is; meant for print
        return False
    grey = image.mode == "L"
    image = image.convert("L" if grey else "RGB")
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    if len(out.getvalue()) >= len(one.read_raw_bytes()):
        return False
    one.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
    one.Width, one.Height = image.size
    one.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    one.BitsPerComponent = 8
    return True
