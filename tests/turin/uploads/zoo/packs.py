"""Office documents, EPUBs and ZIP files: good ones, bombs, and those that run or reach out."""

import stat
import struct
from io import BytesIO
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.turin.uploads.zoo.animal import Animal

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main"),
}
DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11.dtd">'


def packed(parts, how=ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", how) as pack, catch_warnings():
        simplefilter("ignore")  # that a part is there twice
        for name, content in parts:
            pack.writestr(name, content)
    return file.getvalue()


def office(code: str, *more, types: str = "", main: str = "<document/>") -> bytes:
    path, kind = MAIN[code]
    kind = types or f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    told = f'<Types><Override PartName="/{path}" ContentType="{kind}"/></Types>'
    return packed([("[Content_Types].xml", told), (path, main), *more])


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"'
        ' TargetMode="External"/></Relationships>'
    )


def epub(*more, page: str = "<html><body><p>Rights</p></body></html>", first=None) -> bytes:
    parts = [
        first or ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<container/>"),
        ("content.opf", "<package/>"),
        ("page.xhtml", page),
        *more,
    ]
    return packed(parts, ZIP_STORED)


def linked() -> bytes:
    link = ZipInfo("data.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed([(link, "/etc/passwd")])


def locked() -> bytes:
    """A part says that it is encrypted, in both places where it says so."""
    content = bytearray(packed([("data.csv", "a,b\n1,2\n")], ZIP_STORED))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """A part of a million octets says that it has ten."""
    content = bytearray(packed([("data.csv", b"0" * 1_000_000)]))
    entry = content.find(b"PK\x01\x02")
    struct.pack_into("<I", content, 22, 10)
    struct.pack_into("<I", content, entry + 24, 10)
    return bytes(content)


def overlapping() -> bytes:
    """Many parts whose packed octets are the same."""
    one = packed([("data0.csv", b"0" * 500_000)])
    entry = one.find(b"PK\x01\x02")
    end = one.find(b"PK\x05\x06")
    entries = [one[entry:end].replace(b"data0", b"dat%02d" % number) for number in range(60)]
    table = b"".join(entries)
    told = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 60, 60, len(table), entry, 0)
    return one[:entry] + table + told


def other_name_inside() -> bytes:
    content = packed([("data.csv", "a,b\n")])
    return content.replace(b"data.csv", b"evil.exe", 1)


CSV = ("data/wages.csv", "year,wage\n2024,100\n")
GOOD = packed([CSV, ("read me.txt", "Wages"), ("book.xlsx", office("xlsx"))])
DDE = "<d><fldChar/><instrText>DD</instrText><instrText>EAUTO c:\\cmd.exe</instrText></d>"
RIGHTS = '<encryption><m Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
FONTS = '<encryption><m Algorithm="http://www.idpf.org/2008/embedding"/></encryption>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def page(inside: str) -> bytes:
    return epub(page=f"<html><body>{inside}</body></html>")


ANIMALS = [
    Animal("docx", "Handbook.docx", office("docx"), "docx"),
    Animal("docx called zip", "Handbook.zip", office("docx"), "docx"),
    Animal(
        "docx with a link",
        "a.docx",
        office("docx", ("word/_rels/document.xml.rels", relation("hyperlink", "https://ilo.org"))),
        "docx",
    ),
    Animal("pptx", "Day 1.pptx", office("pptx", ("ppt/slides/slide1.xml", "<sld/>")), "pptx"),
    Animal(
        "pptx with a chart",
        "a.pptx",
        office("pptx", ("ppt/embeddings/Microsoft_Sheet1.xlsx", office("xlsx"))),
        "pptx",
    ),
    Animal(
        "pptx with a drawing",
        "a.pptx",
        office("pptx", ("ppt/media/image1.svg", SVG.format("<path d='M0 0'/>"))),
        "pptx",
    ),
    Animal("xlsx", "wages.xlsx", office("xlsx", ("xl/worksheets/sheet1.xml", "<s/>")), "xlsx"),
    Animal("zip of data", "wages.zip", GOOD, "zip"),
    Animal("epub", "Handbook.epub", epub(), "epub"),
    Animal("epub of 2010", "a.epub", epub(page=f"{DOCTYPE}<html><p>a&nbsp;b</p></html>"), "epub"),
    Animal("epub with hidden fonts", "a.epub", epub(("META-INF/encryption.xml", FONTS)), "epub"),
    # They run.
    Animal("docm", "a.docx", office("docx", ("word/vbaProject.bin", b"\xd0\xcf")), "HoldsProgram"),
    Animal(
        "docm by its type",
        "a.docx",
        office("docx", types="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "HoldsProgram",
    ),
    Animal(
        "xlsx with macros of 1992",
        "a.xlsx",
        office("xlsx", ("xl/macrosheets/sheet1.xml", "<s/>")),
        "HoldsProgram",
    ),
    Animal(
        "docx with controls",
        "a.docx",
        office("docx", ("word/activeX/a.xml", "<a/>")),
        "HoldsProgram",
    ),
    Animal(
        "pptx that starts a program",
        "a.pptx",
        office("pptx", ("ppt/slides/slide1.xml", '<s><h action="ppaction://program"/></s>')),
        "HoldsProgram",
    ),
    Animal(
        "pptx with a program in a drawing",
        "a.pptx",
        office("pptx", ("ppt/media/a.svg", SVG.format("<script>alert(1)</script>"))),
        "HoldsProgram",
    ),
    Animal(
        "pptx with macros in its chart",
        "a.pptx",
        office(
            "pptx", ("ppt/embeddings/a.xlsx", office("xlsx", ("xl/vbaProject.bin", b"\xd0\xcf")))
        ),
        "HoldsProgram",
    ),
    Animal("epub with a script", "a.epub", epub(("a.js", "alert(1)")), "HoldsProgram"),
    Animal("epub with a script in a page", "a.epub", page("<script>1</script>"), "HoldsProgram"),
    Animal("epub with a handler", "a.epub", page('<p onclick="x()">a</p>'), "HoldsProgram"),
    Animal("zip with a program", "a.zip", packed([CSV, ("setup.exe", b"MZ")]), "NotData"),
    Animal(
        "zip with a program as data", "a.zip", packed([("a.csv", b"MZ\x90\0\3\0")]), "HoldsProgram"
    ),
    Animal("jar", "a.zip", packed([("META-INF/MANIFEST.MF", ""), ("A.class", b"")]), "NotData"),
    Animal("zip in a zip", "a.zip", packed([("inner.zip", GOOD)]), "NotData"),
    Animal("zip as data in a zip", "a.zip", packed([("inner.csv", GOOD)]), "HoldsProgram"),
    Animal("zip with an html page", "a.zip", packed([("a.html", "<html>")]), "NotData"),
    Animal(
        "zip with macros in a workbook",
        "a.zip",
        packed([("a.xlsx", office("xlsx", ("xl/vbaProject.bin", b"\xd0\xcf")))]),
        "HoldsProgram",
    ),
    # They hold other things, or reach out.
    Animal(
        "docx with an object",
        "a.docx",
        office("docx", ("word/embeddings/oleObject1.bin", b"\xd0\xcf")),
        "HoldsFiles",
    ),
    Animal(
        "docx with a template elsewhere",
        "a.docx",
        office(
            "docx",
            ("word/_rels/settings.xml.rels", relation("attachedTemplate", "http://evil.example/t")),
        ),
        "FromElsewhere",
    ),
    Animal(
        "docx with a picture elsewhere",
        "a.docx",
        office(
            "docx", ("word/_rels/document.xml.rels", relation("image", "http://x.example/p.png"))
        ),
        "FromElsewhere",
    ),
    Animal("docx with dde", "a.docx", office("docx", main=DDE), "FromElsewhere"),
    Animal(
        "docx with a link to a disk",
        "a.docx",
        office("docx", ("word/_rels/a.xml.rels", relation("hyperlink", "file://server/a.exe"))),
        "BadLink",
    ),
    Animal(
        "xlsx with figures elsewhere",
        "a.xlsx",
        office("xlsx", ("xl/externalLinks/externalLink1.xml", "<l/>")),
        "FromElsewhere",
    ),
    Animal(
        "xlsx with a connection",
        "a.xlsx",
        office("xlsx", ("xl/connections.xml", "<c/>")),
        "FromElsewhere",
    ),
    Animal(
        "epub with a picture elsewhere",
        "a.epub",
        page('<img src="//x.example/p.png"/>'),
        "FromElsewhere",
    ),
    Animal(
        "epub with a style elsewhere",
        "a.epub",
        epub(("a.css", "p { background: u\\72l( 'http://x.example/p') }")),
        "FromElsewhere",
    ),
    Animal(
        "epub with a bad link", "a.epub", page('<a href="java&#10;script:x()">a</a>'), "BadLink"
    ),
    # They are bombs, or land elsewhere.
    Animal("bomb", "a.zip", packed([("a.csv", b"0" * 20_000_000)]), "TooMuchInside"),
    Animal(
        "docx as a bomb",
        "a.docx",
        office("docx", ("word/a.xml", b" " * 9_000_000)),
        "TooMuchInside",
    ),
    Animal(
        "bomb of parts", "a.zip", packed([(f"{n}.csv", "") for n in range(5001)]), "TooMuchInside"
    ),
    Animal("bomb of one part many times", "a.zip", overlapping(), "TooMuchInside"),
    Animal("part larger than it says", "a.zip", lying(), "Damaged"),
    Animal(
        "laughing docx",
        "a.docx",
        office("docx", main='<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'),
        "Declares",
    ),
    Animal(
        "docx that reads a disk",
        "a.docx",
        office("docx", main='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
        "Declares",
    ),
    Animal(
        "laughing epub",
        "a.epub",
        epub(page='<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'),
        "Declares",
    ),
    Animal("zip with traversal", "a.zip", packed([("../../etc/cron.csv", "a")]), "BadNames"),
    Animal("zip from the root", "a.zip", packed([("/etc/passwd.csv", "a")]), "BadNames"),
    Animal("zip of windows paths", "a.zip", packed([("..\\..\\a.csv", "a")]), "BadNames"),
    Animal("zip of a drive", "a.zip", packed([("C:a.csv", "a")]), "BadNames"),
    Animal("zip with a turned name", "a.zip", packed([("a\u202evsc.exe", "a")]), "BadNames"),
    Animal("zip with a part twice", "a.zip", packed([("a.csv", "1"), ("A.csv", "2")]), "BadNames"),
    Animal("zip with a link", "a.zip", linked(), "BadNames"),
    Animal("zip with another name inside", "a.zip", other_name_inside(), "Damaged"),
    Animal("locked zip", "a.zip", locked(), "Locked"),
    Animal("locked epub", "a.epub", epub(("META-INF/encryption.xml", RIGHTS)), "Locked"),
    Animal("zip packed otherwise", "a.zip", packed([CSV], ZIP_BZIP2), "Damaged"),
    # They are broken, or something else.
    Animal("zip of nothing", "a.zip", packed([]), "UnknownFormat"),
    Animal("zip of folders", "a.zip", packed([("a/", "")]), "NotData"),
    Animal("cut zip", "a.zip", GOOD[: len(GOOD) // 2], "Cut"),
    Animal(
        "zip with a wrong sum",
        "a.zip",
        packed([("a.csv", b"a,b\n" * 9)], ZIP_STORED).replace(b"a,b", b"a;b", 1),
        "Damaged",
    ),
    Animal("zip with something behind", "a.zip", GOOD + b"<script>alert(1)</script>", "TwoInOne"),
    Animal("zip with something between", "a.zip", b"PK\x03\x04" + b"x" * 40 + GOOD, "TwoInOne"),
    Animal("broken docx", "a.docx", office("docx", main="<document>"), "Damaged"),
    Animal(
        "odt",
        "a.odt",
        packed([("mimetype", "application/vnd.oasis.opendocument.text")]),
        "UnknownFormat",
    ),
    Animal(
        "visio",
        "a.vsdx",
        packed([("[Content_Types].xml", "<Types/>"), ("visio/a.xml", "<a/>")]),
        "UnknownFormat",
    ),
    Animal(
        "epub without its list", "a.epub", packed([("mimetype", "application/epub+zip")]), "Damaged"
    ),
]
