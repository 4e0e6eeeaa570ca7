"""Letters and tasks: whatever is promised by name is answered by somebody."""

import ast
import re

from tests.architecture.conftest import ROOT
from turin.mail import letters

KIND = re.compile(r"\w+\.\w+")
CLASSES = re.compile(r'class="([^"]*)"')
SELECTORS = re.compile(r"\.([a-z][\w-]*)")


def test_every_letter_that_is_promised_is_written(app, trees):
    promised = {
        call.args[0].value
        for tree in trees.values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", None) == "post"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and KIND.fullmatch(str(call.args[0].value))
    }
    assert not promised - letters._writers.keys()


def test_every_letter_has_a_plain_and_a_rich_form_and_no_form_lacks_its_letter(app):
    forms = {
        path.relative_to(ROOT / "templates" / "mail").as_posix()
        for path in (ROOT / "templates" / "mail").glob("*/*")
    }
    wanted = {
        f"{kind.replace('.', '/')}.{form}" for kind in letters._writers for form in ("txt", "html")
    }
    assert forms == wanted


def test_every_class_of_a_letter_is_in_its_sheet():
    folder = ROOT / "templates" / "mail"
    used = {
        name
        for path in folder.rglob("*.html")
        for classes in CLASSES.findall(path.read_text())
        for name in classes.split()
    }
    assert used <= set(SELECTORS.findall((folder / "letter.css").read_text()))
