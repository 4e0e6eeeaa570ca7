"""Text: HTML, CSV, and plain; and drawings, which are text too."""

from tests.turin.uploads.zoo.animal import Animal


def html(inside: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>".encode()


CSV = "country,year,migrants\nNepal,2024,1000\nKenya,2024,-5\n"
PICTURE = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
RUNS = SVG.replace("<path", "<script>alert(1)</script><path")

ANIMALS = [
    Animal("txt", "notes.txt", b"Droits des travailleurs migrants", "txt"),
    Animal("txt in Arabic", "notes.txt", "حقوق العمال المهاجرين".encode("utf-16"), "txt"),
    Animal("txt of before", "notes.txt", "Séance d’ouverture".encode("cp1252"), "txt"),
    Animal("txt about scripts", "a.txt", b"Write <script> to begin one.", "txt"),
    Animal("csv", "migrants.csv", CSV.encode(), "csv"),
    Animal("csv called a text", "migrants.txt", CSV.replace(",", ";").encode("utf-8-sig"), "csv"),
    Animal("html", "page.html", html(f"<h1>Rights</h1>{PICTURE}"), "html"),
    Animal("html with links", "page.html", html('<a href="https://www.ilo.org">ILO</a>'), "html"),
    Animal("html called a text", "page.txt", html("<p>Rights"), "html"),
    Animal("html with a script", "a.html", html("<script>alert(1)</script>"), "HoldsProgram"),
    Animal("html with half a script", "a.html", html("<script src=x"), "HoldsProgram"),
    Animal("html with a handler", "a.html", html("<p/onmouseover=x()>a"), "HoldsProgram"),
    Animal("html with a page inside", "a.html", html('<iframe src="/">'), "HoldsProgram"),
    Animal(
        "html with a handler in a comment",
        "a.html",
        html("<!--><p onclick=x()>-->"),
        "HoldsProgram",
    ),
    Animal("html with a bad link", "a.html", html('<a href="jAva\tscript:x()">a</a>'), "BadLink"),
    Animal(
        "html with a bad link in letters",
        "a.html",
        html('<a href="&#106;avascript:x()">a'),
        "BadLink",
    ),
    Animal(
        "html with a page as a link",
        "a.html",
        html('<a href="data:text/html,<b>">a</a>'),
        "BadLink",
    ),
    Animal(
        "html with a drawing that runs",
        "a.html",
        html('<svg><animate to="javascript:x()"/></svg>'),
        "BadLink",
    ),
    Animal(
        "html with a picture elsewhere",
        "a.html",
        html('<img src="https://x.example/p">'),
        "FromElsewhere",
    ),
    Animal(
        "html with pictures elsewhere",
        "a.html",
        html('<img srcset="a 1x, //x.example/p 2x">'),
        "FromElsewhere",
    ),
    Animal(
        "html with a style elsewhere",
        "a.html",
        html("", '<link rel="stylesheet" href="http://x.example">'),
        "FromElsewhere",
    ),
    Animal(
        "html with a style that fetches",
        "a.html",
        html("<style>@import '//x.example/a'</style>"),
        "FromElsewhere",
    ),
    Animal(
        "html that goes elsewhere",
        "a.html",
        html("", '<meta http-equiv="Refresh" content="0;url=//x">'),
        "FromElsewhere",
    ),
    Animal(
        "html that asks",
        "a.html",
        html('<form action="//x.example"><input></form>'),
        "HoldsProgram",
    ),
    Animal("svg", "a.svg", SVG.encode(), "Drawing"),
    Animal(
        "svg that runs", "a.svg", f'<?xml version="1.0"?>\n<!-- a -->{RUNS}'.encode(), "Drawing"
    ),
    Animal("svg called a picture", "a.png", RUNS.encode(), "Drawing"),
    Animal("xml", "a.xml", b"<?xml version='1.0'?><a/>", "UnknownFormat"),
    Animal("shell", "a.txt", b"#!/bin/sh\nrm -rf /\n", "UnknownFormat"),
    Animal("php", "a.php", b"<?php system($_GET[0]); ?>", "UnknownFormat"),
    Animal("rtf", "a.rtf", b"{\\rtf1 {\\object}}", "UnknownFormat"),
    Animal("csv with signs", "a.csv", b"a,b\n1,-5!\n2,a = b;c\n3,+39 (011)\n", "csv"),
    Animal("csv of macros", "a.csv", b"ID;PWXL;N;E\nC;X1;Y1;EEXEC(1)\n", "UnknownFormat"),
    Animal(
        "csv with a formula in some countries",  # where semicolons part the cells
        "a.csv",
        b"a,b\n1,2;=cmd|' /C calc'!A0\n",
        "HoldsFormula",
    ),
    Animal("csv with a formula", "a.csv", b"a,b\n1,=HYPERLINK(1)\n", "HoldsFormula"),
    Animal("csv that starts a program", "a.csv", b"a,b\n1,+cmd|' /C calc'!A0\n", "HoldsFormula"),
    Animal(
        "csv with an open quote", "a.csv", b"a,b\n1,2\n" * 20 + b'3,"' + b"x" * 200_000, "Damaged"
    ),
    Animal("text with nul", "a.txt", b"a" * 2000 + b"\0", "UnknownFormat"),
    Animal("half a letter", "a.txt", "abc".encode("utf-16") + b"a", "Damaged"),
    Animal("nothing", "a.pdf", b"", "Empty"),
    Animal("program", "setup.pdf", b"MZ\x90\0\3\0", "UnknownFormat"),
    Animal("old word", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "OldOffice"),
    Animal("large text", "a.txt", b"a" * 10_000_001, "TooLarge"),
]
