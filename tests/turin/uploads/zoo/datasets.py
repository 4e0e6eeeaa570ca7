"""ZIP files of data: what is refused when it comes by itself is refused inside of one."""

from zipfile import ZIP_STORED

from tests.turin.uploads.zoo import media, pdfs, texts
from tests.turin.uploads.zoo.animal import Animal
from tests.turin.uploads.zoo.packs import CSV, GOOD, SVG, epub, office, packed

XHTML = '<rows xmlns:h="http://www.w3.org/1999/xhtml">{}</rows>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<link href="https://www.ilo.org"/><script>Latn</script><a xlink:href="https://x.example"/>'
    "<style>'https://x.example'</style></feed>"
)
DATASET = packed(
    [
        CSV,
        ("data/by country.tsv", "MZ\t2024\nKE\t2024\n"),
        ("data/one column.csv", "wage\n100\n-5\n"),
        ("data/nothing.csv", ""),
        ("data/comments.csv", 'id,said\n1,"a = b; see https://x.example/?a=b, now!"\n2,- (c)\n'),
        ("data/en português.csv", "país;salário\nBrasil;5\n".encode("cp1252")),
        ("data/unicode.txt", "a\tb\n1\t2\n".encode("utf-16")),
        ("book.xlsx", office("xlsx")),
        ("codebook.pdf", pdfs.GOOD),
        ("photo.jpeg", media.jpeg()),
        ("photo.JPG", media.jpeg()),
        ("chart.png", media.png()),
        ("feed.xml", '<?xml version="1.0" encoding="utf-8"?>' + ATOM),
        ("rows.json", '{"a": "=1", "b": ["<script>"]}'),
        ("map.geojson", '{"type": "FeatureCollection"}'),
        ("README.md", "# Wages\n\n- of 2024\n"),
        ("__MACOSX/data/._wages.csv", b"\0\5\x16\7\0\2\0\0Mac OS X"),
        (".DS_Store", b"\0\0\0\1Bud1\0\0"),
    ]
)
# By name and content; most are the same that are refused by themselves.
PARTS = {
    "a pdf that runs": ("a.pdf", pdfs.action("JavaScript", JS="1"), "HoldsProgram"),
    "a pdf with files": ("a.pdf", pdfs.attached(), "HoldsFiles"),
    "a locked pdf": ("a.pdf", pdfs.ENCRYPTED, "Locked"),
    "a pdf and a zip in one": ("a.pdf", pdfs.GOOD + GOOD, "TwoInOne"),
    "a program called a pdf": ("a.pdf", b"MZ\x90\0\3\0", "HoldsProgram"),
    "a picture called a pdf": ("a.pdf", media.png(), "NotData"),
    "a picture and a page in one": ("a.jpeg", media.jpeg() + media.HTML, "TwoInOne"),
    "a picture of a wall": ("a.png", media.png(60_000, 60_000), "TooManyPixels"),
    "a cut picture": ("a.jpg", media.jpeg()[:-30], "Cut"),
    "no picture": ("a.png", b"", "Empty"),
    "a formula": ("a.csv", "=cmd|' /C calc'!A0", "HoldsFormula"),
    "a formula in a row": ("a.csv", "a,b\n1,=cmd|' /C calc'!A0\n", "HoldsFormula"),
    "a formula in a column": ("a.tab", "a\nb\n@SUM(cmd|' /C calc'!A0)\n", "HoldsFormula"),
    "a formula in a text": ("a.txt", "a\tb\n1\t=1+1\n", "HoldsFormula"),
    "macros of multiplan": ("a.csv", "ID;PWXL;N;E\nC;X1;Y1;EEXEC(1)\n", "UnknownFormat"),
    "a page called a table": ("a.csv", texts.html("<p>Rights</p>"), "NotData"),
    "a drawing called a text": ("a.txt", texts.SVG, "Drawing"),
    "a shell's program": ("a.md", "#!/bin/sh\n", "UnknownFormat"),
    "nul in a table": ("a.csv", "a,b\n1,\0\n", "UnknownFormat"),
    "nul in json": ("a.json", '{"a": "\0"}', "UnknownFormat"),
    "a page called json": ("a.json", "<html>", "UnknownFormat"),
    "declared entities": ("a.xml", '<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>', "Declares"),
    "a disk's file": ("a.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "Declares"),
    "a drawing that runs": ("a.xml", SVG.format("<script>1</script>"), "Drawing"),
    "a page called xml": ("a.xml", "<html><p/></html>", "NotData"),
    "a script in xml": ("a.xml", XHTML.format("<h:script>1</h:script>"), "HoldsProgram"),
    "a handler in xml": ("a.xml", XHTML.format('<h:p onclick="x()"/>'), "HoldsProgram"),
    "a picture in xml": ("a.xml", XHTML.format('<h:img src="//evil/p"/>'), "FromElsewhere"),
    "a sheet in xml": (
        "a.xml",
        XHTML.format("<h:style>@import '//evil'</h:style>"),
        "FromElsewhere",
    ),
    "transformed xml": ("a.xml", '<?xml-stylesheet type="text/xsl" href="a"?><a/>', "HoldsProgram"),
    "styled xml": (
        "a.xml",
        '<?xml-stylesheet type="text/css" href="//evil"?><a/>',
        "FromElsewhere",
    ),
    "word of 2003": ("a.xml", '<?mso-application progid="Word.Document"?><a/>', "OldOffice"),
    "broken xml": ("a.xml", "<a>", "Damaged"),
    "a document called a workbook": ("a.xlsx", office("docx"), "NotData"),
    "data called a workbook": ("a.xlsx", GOOD, "NotData"),
    "a book called a workbook": ("a.xlsx", epub(), "NotData"),
    "a workbook with figures elsewhere": (
        "a.xlsx",
        office("xlsx", ("xl/connections.xml", "<c/>")),
        "FromElsewhere",
    ),
    "a program called a mac's note": ("__MACOSX/._a.csv", b"MZ\x90\0\3\0", "NotData"),
    "a mac's note elsewhere": ("._a.csv", b"\0\5\x16\7\0\2\0\0", "UnknownFormat"),
}

ANIMALS = [
    Animal("zip of a whole set of data", "a.zip", DATASET, "zip"),
    Animal(
        "zip with a picture too large",
        "a.zip",
        packed([("a.png", bytes(20_000_001))], ZIP_STORED),
        "TooLarge",
    ),
    *(
        Animal(f"zip with {kind}", "a.zip", packed([CSV, (name, content)]), decision)
        for kind, (name, content, decision) in PARTS.items()
    ),
]
