"""Files that somebody might attach to a translation, good ones and bad ones, made here."""

import io
import zipfile
import zlib
from functools import cache
from random import Random

import pikepdf
from PIL import Image

from courses.exchange import samples

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = {"Title": "title", "H1": "heading 1", "H2": "heading 2"}


@cache
def sample(language="en") -> bytes:
    """Return the sample handbook in ``language`` as a PDF."""
    return samples._pdf(language, samples._words()[language])


def told(language) -> list[str]:
    """Return what the sample handbook says, paragraph by paragraph."""
    words = samples._words()[language]
    return [words["mark"], words["title"], *words["paragraphs"]]


def saved(document, **how) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def drawn(content=b"", *, box=(0, 0, 400, 600), **resources) -> bytes:
    """Return a PDF of one page, drawn by ``content``."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(box[2], box[3]))
    page.Contents = document.make_stream(content)
    page.Resources = pikepdf.Dictionary(
        {f"/{name}": make(document) for name, make in resources.items()}
    )
    return saved(document)


def helvetica(document):
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    font.BaseFont = pikepdf.Name.Helvetica
    return pikepdf.Dictionary(F1=font)


def written(*lines, size=11) -> bytes:
    """Return a PDF whose page says ``lines``, from the top."""
    shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("latin-1") for line in lines)
    return drawn(b"BT /F1 %d Tf 40 560 Td " % size + shown + b"ET", Font=helvetica)


def joined(*papers) -> bytes:
    """Return one PDF with the pages of all."""
    whole = pikepdf.new()
    for paper in papers:
        with pikepdf.open(io.BytesIO(paper)) as one:
            whole.pages.extend(one.pages)
    return saved(whole)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(sample())) as document:
        return saved(document, encryption=pikepdf.Encryption(owner="secret", user="secret"))


def photographed(side=1600) -> bytes:
    """Return a PDF with one large photograph, of noise that has some form."""
    noise = Image.frombytes("L", (side // 8, side // 8), Random(1).randbytes((side // 8) ** 2))
    out = io.BytesIO()
    noise.resize((side, side)).convert("RGB").save(out, "JPEG", quality=95)

    def picture(document):
        stream = document.make_stream(out.getvalue())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width = stream.Height = side
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        stream.Filter = pikepdf.Name.DCTDecode
        return pikepdf.Dictionary(P=stream)

    return drawn(b"q 400 0 0 400 0 100 cm /P Do Q", XObject=picture)


def bomb(octets=2_000_000_000) -> bytes:
    """Return a PDF whose page is a stream that unpacks to about so many octets."""
    packer = zlib.compressobj(9, wbits=-15)
    chunk = b" " * 20_000_000
    piece = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\x9c" + piece * (octets // len(chunk)) + packer.flush() + bytes(4)
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(400, 600))
    page.Contents = document.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
    return saved(document, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def endless(times=400_000) -> bytes:
    """Return a PDF that takes a library very long: shades painted over each other."""
    return drawn(b"q 400 0 0 600 0 0 cm 0 0 1 1 re W n Q " + b"0 0 400 600 re f\n" * times)


def docx(*paragraphs, table=(), extra="") -> bytes:
    """Return a DOCX; a paragraph is its words, or a style or ``li`` and its words."""
    body = "".join(_paragraph(one) for one in paragraphs)
    if table:
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in table
        )
        body += f"<w:tbl>{rows}</w:tbl>"
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    out = io.BytesIO()
    document = (
        f'<?xml version="1.0"?>{extra}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
        "</w:document>"
    )
    with zipfile.ZipFile(out, "w") as parts:  # of no day, so that equal words are equal files
        parts.writestr(zipfile.ZipInfo("word/document.xml"), document)
        whole = f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'
        parts.writestr(zipfile.ZipInfo("word/styles.xml"), whole)
    return out.getvalue()


def _paragraph(one) -> str:
    style, words = one if isinstance(one, tuple) else ("", one)
    told = {"": "", "li": "<w:numPr/>"}.get(style, f'<w:pStyle w:val="{style}"/>')
    return f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
