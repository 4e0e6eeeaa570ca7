"""PDFs: good ones, locked and broken ones, and those that do something."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.turin.uploads.zoo.animal import Animal


def pdf(change=None, pages: int = 1, **saved) -> bytes:
    document, file = pikepdf.new(), BytesIO()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    if change:
        change(document)
    document.save(file, **saved)
    return file.getvalue()


def action(kind: str, **entries) -> bytes:
    def change(document):
        document.Root.OpenAction = Dictionary(S=Name("/" + kind), **entries)

    return pdf(change)


def annotation(**entries) -> bytes:
    def change(document):
        one = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries)
        document.pages[0].Annots = Array([one])

    return pdf(change)


def attached() -> bytes:
    def change(document):
        document.attachments["evil.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")

    return pdf(change)


def set_in_root(**entries) -> bytes:
    def change(document):
        for name, value in entries.items():
            document.Root[Name("/" + name)] = value

    return pdf(change)


def nested() -> bytes:
    """An action, deep inside something else."""
    one = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    for _ in range(10):
        one = Dictionary(Next=Array([one]))
    return set_in_root(Odd=one)


GOOD = pdf(pages=3)
ENCRYPTED = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
PROTECTED = pdf(encryption=pikepdf.Encryption(owner="o", user=""))
WEB = Dictionary(S=Name.URI, URI=String("https://www.ilo.org"))
BAD_WEB = Dictionary(S=Name.URI, URI=String("JavaScript:alert(1)"))

ANIMALS = [
    Animal("pdf", "Handbook.pdf", GOOD, "pdf", pages=3),
    Animal("pdf called a picture", "Handbook.png", GOOD, "pdf", pages=3),
    Animal(
        "pdf in streams",
        "a.pdf",
        pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "pdf",
        pages=1,
    ),
    Animal("pdf for the web", "a.pdf", pdf(linearize=True), "pdf", pages=1),
    Animal("pdf with a link", "a.pdf", annotation(Subtype=Name.Link, A=WEB), "pdf", pages=1),
    Animal("pdf that opens at a page", "a.pdf", action("GoTo", D=String("a")), "pdf", pages=1),
    Animal("pdf with a few octets behind", "a.pdf", GOOD + b"\r\n\0\0", "pdf", pages=3),
    Animal("pdf with javascript", "a.pdf", action("JavaScript", JS=String("1")), "HoldsProgram"),
    Animal("pdf with javascript deep inside", "a.pdf", nested(), "HoldsProgram"),
    Animal(
        "pdf with javascript by name",
        "a.pdf",
        set_in_root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
        "HoldsProgram",
    ),
    Animal(
        "pdf that starts a program", "a.pdf", action("Launch", F=String("cmd.exe")), "HoldsProgram"
    ),
    Animal("pdf that sends", "a.pdf", action("SubmitForm", F=String("http://x")), "HoldsProgram"),
    Animal("pdf that takes in data", "a.pdf", action("ImportData", F=String("x")), "HoldsProgram"),
    Animal("pdf with more actions", "a.pdf", set_in_root(AA=Dictionary()), "HoldsProgram"),
    Animal(
        "pdf with a form of its own",
        "a.pdf",
        set_in_root(AcroForm=Dictionary(XFA=Array([]))),
        "HoldsProgram",
    ),
    Animal("pdf that opens another", "a.pdf", action("GoToR", F=String("b.pdf")), "BadLink"),
    Animal("pdf with a bad link", "a.pdf", annotation(Subtype=Name.Link, A=BAD_WEB), "BadLink"),
    Animal("pdf with a file attached", "a.pdf", attached(), "HoldsFiles"),
    Animal(
        "pdf with a file on a page", "a.pdf", annotation(Subtype=Name.FileAttachment), "HoldsFiles"
    ),
    Animal("pdf with a film", "a.pdf", annotation(Subtype=Name.RichMedia), "HoldsFiles"),
    Animal("locked pdf", "a.pdf", ENCRYPTED, "Locked"),
    Animal("protected pdf", "a.pdf", PROTECTED, "Locked"),
    Animal("cut pdf", "a.pdf", GOOD[: len(GOOD) // 2], "Cut"),
    Animal("pdf without pages", "a.pdf", pdf(pages=0), "Damaged"),
    Animal("pdf of rubbish", "a.pdf", b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF", "Damaged"),
    Animal("pdf with too many pages", "a.pdf", pdf(pages=2001), "TooManyPages"),
    Animal("pdf behind something", "a.pdf", b"Hello\n" + GOOD, "TwoInOne"),
    Animal("pdf behind words", "a.txt", b"Hello\n%PDF-1.4\nWorld\n", "TwoInOne"),
]
