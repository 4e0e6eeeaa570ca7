"""EPUBs with fonts and styles: good ones, and those that load, run or hide something."""

from zipfile import ZIP_STORED

from tests.turin.uploads.zoo.animal import Animal
from tests.turin.uploads.zoo.packs import DOCTYPE, SVG, epub, packed, page
from tests.turin.uploads.zoo.pdfs import GOOD as PDF

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml">{}</html>'
TYPE = "http://www.w3.org/1999/xhtml"
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata><link rel="record"'
    ' href="https://x.example/record"/></metadata><manifest>{}</manifest></package>'
)
HIDDEN = (
    '<encryption><e><m Algorithm="http://www.idpf.org/2008/embedding"/>'
    '<CipherReference URI="{}"/></e></encryption>'
)
SHEET = """@charset "utf-8";
@namespace epub "http://www.idpf.org/2007/ops";
/* after (https://standardebooks.org) */
@import url("more/print.css");
@font-face { font-family: "Noto"; src: url('../fonts/Noto%20Sans.otf') format("opentype") }
p { background: url(data:image/png;base64,//8A); color: #333 }
"""


def item(href: str, kind: str) -> str:
    return f'<item id="a" href="{href}" media-type="{kind}"/>'


def listed(*items: str) -> tuple[str, str]:
    return "book.opf", PACKAGE.format("".join(items))


def rooted(path: str) -> bytes:
    root = f'<container><rootfiles><rootfile full-path="{path}"/></rootfiles></container>'
    first = ("mimetype", "application/epub+zip")
    return packed([first, ("META-INF/container.xml", root), (path, "<package/>")], ZIP_STORED)


def sheet(words: bytes | str) -> bytes:
    return epub(("a.css", words))


def styled(words: str) -> bytes:
    return epub(page=f"<html><head><style>{words}</style></head></html>")


HANDBOOK = epub(
    ("META-INF/encryption.xml", HIDDEN.format("fonts/Noto%20Sans.otf")),
    ("styles/book.css", SHEET),
    ("styles/old.xpgt", "<template><style>p { color: red }</style></template>"),
    ("fonts/Noto Sans.otf", b"OTTO\0\1"),
    ("toc.ncx", '<ncx><navMap><navPoint><content src="page.xhtml#a"/></navPoint></navMap></ncx>'),
    ("cover.svg", '<?xml-stylesheet type="text/css" href="a.css"?>' + SVG.format("<path/>")),
    listed(
        item("page.xhtml", "application/xhtml+xml"),
        item("styles/book.css", "text/css"),
        item("toc.ncx", "application/x-dtbncx+xml"),
        item("fonts/Noto%20Sans.otf", "font/otf"),
    ),
    page=f'{DOCTYPE}<html xmlns="{TYPE}" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
    '<link rel="stylesheet" href="styles/book.css"/><style>p { color: red }</style></head>'
    '<body epub:type="bodymatter"><p style="margin: 0">a <a href="https://www.ilo.org">b</a></p>'
    "</body></html>",
)
LOADS = {
    "a style of two lines": styled("p { background: url(\n//evil/x) }"),
    "a style in letters": styled("p { background: url(&#47;&#47;evil) }"),
    "a sheet named in letters": styled("@&#105;mport 'http://evil'"),
    "a style in pieces": styled("@im<![CDATA[port ]]><b/>'http://evil'"),
    "a style escaped by numbers": styled("p { background: \\75rl(//evil) }"),
    "a set of pictures": sheet("p { background: image-set('//evil' 1x) }"),
    "a sheet of another alphabet": sheet("p { background: url(//evil) }".encode("utf-16")),
    "a drawing's sheet": epub(("a.svg", SVG.format("<style>@import '//evil'</style>"))),
    "a drawing's colour": epub(("a.svg", SVG.format('<rect fill="url(//evil#a)"/>'))),
    "a sheet named before": epub(
        page='<?xml-stylesheet type="text/css" href="//evil/a.css"?><html/>'
    ),
    "one of two pictures": page('<image xmlns:a="b" href="//evil/p" a:href="a.png"/>'),
    "a part that lies elsewhere": epub(listed(item("https://evil/a.mp3", "audio/mpeg"))),
    "a page called data": epub(("a.xml", XHTML.format('<img src="//evil/p"/>'))),
    "what it reads aloud": epub(("a.smil", '<smil><audio src="//evil/a.mp3"/></smil>')),
}

ANIMALS = [
    Animal("epub of a handbook", "a.epub", HANDBOOK, "epub"),
    *(
        Animal(f"epub that loads {kind}", "a.epub", content, "FromElsewhere")
        for kind, content in LOADS.items()
    ),
    Animal(
        "epub with a drawing that runs",
        "a.epub",
        epub(("a.svg", SVG.format("<script/>"))),
        "HoldsProgram",
    ),
    Animal(
        "epub that is transformed",
        "a.epub",
        epub(page='<?xml-stylesheet type="text/xsl" href="a.xsl"?><html/>'),
        "HoldsProgram",
    ),
    Animal("epub that asks", "a.epub", page('<form action="//evil"/>'), "HoldsProgram"),
    Animal("epub with a file in it", "a.epub", epub(("more.pdf", PDF)), "HoldsFiles"),
    Animal(
        "epub with a page of another name",
        "a.epub",
        epub(listed(item("a.dat", "application/xhtml+xml"))),
        "Damaged",
    ),
    Animal(
        "epub with a sheet of another name",
        "a.epub",
        epub(listed(item("a.txt?.css", "text/css"))),
        "Damaged",
    ),
    Animal("epub with a list of another name", "a.epub", rooted("list.dat"), "Damaged"),
    Animal(
        "epub with a hidden sheet",
        "a.epub",
        epub(("META-INF/encryption.xml", HIDDEN.format("a.css"))),
        "Locked",
    ),
    Animal("epub with a sheet of no alphabet", "a.epub", sheet("p\x1b(B { }"), "Damaged"),
]
