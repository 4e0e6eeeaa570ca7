"""What a file may be called, whatever it came as."""

import pytest

from turin.uploads.gate.names import bare_name, clean_name


@pytest.mark.parametrize(
    ("name", "format_", "clean"),
    [
        ("Handbook.pdf", "pdf", "Handbook.pdf"),
        ("Handbook.PDF", "pdf", "Handbook.pdf"),
        ("Handbook.pdf.exe", "pdf", "Handbook.pdf"),
        ("photo.exe", "png", "photo.png"),
        ("photo.jpeg", "jpg", "photo.jpg"),
        ("Module 3.2 draft", "docx", "Module 3.2 draft.docx"),
        ("v1.2", "pdf", "v1.2.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("..\\..\\boot.ini", "txt", "boot.txt"),
        ("C:\\Users\\Amina\\دليل.pdf", "pdf", "دليل.pdf"),
        ("annexe\u202efdp.exe", "pdf", "annexefdp.pdf"),
        ("a\0b\x1b.pdf", "pdf", "ab.pdf"),
        ("CON.pdf", "pdf", "_CON.pdf"),
        ("lpt1", "txt", "_lpt1.txt"),
        ("nul.tar.csv", "csv", "_nul.tar.csv"),
        (".htaccess", "txt", "htaccess.txt"),
        ("..", "txt", "file.txt"),
        ("", "txt", "file.txt"),
        ('a<b>:"|?*.csv', "csv", "a-b------.csv"),
        ("Cafe\u0301.txt", "txt", "Café.txt"),
        ("می\u200cخواهم.txt", "txt", "می\u200cخواهم.txt"),
        ("a  b \t c.txt", "txt", "a b c.txt"),
        ("trailing. . .", "txt", "trailing.txt"),
        ("د" * 400, "txt", "د" * 75 + ".txt"),
    ],
)
def test_a_name_says_what_is_in_the_file_and_cannot_trick(name, format_, clean):
    assert clean_name(name, format_) == clean


@pytest.mark.parametrize("name", ["a/b.pdf", "a\\b.pdf", "/b.pdf", "b.pdf/", "\u202eb.pdf\0"])
def test_while_it_comes_it_is_shown_without_path_and_controls(name):
    assert bare_name(name) == "b.pdf"
