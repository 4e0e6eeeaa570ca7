"""Templates: nothing unused, and nothing that the headers forbid."""

import ast
import re

import pytest
from jinja2 import nodes

from tests.architecture.conftest import ROOT, name_of, templates

LETTER = re.compile(r"mail/[^/]+/[^/]+")  # test_letters.py asks who writes it
CARRY_THEIR_SHEET = {  # a letter and a pack leave the house
    "templates/mail/layout.html",
    "templates/courses/materials/packs/index.html",
}
FORBIDDEN = re.compile(r"\s(style|on[a-z]+)\s*=|<style|javascript:", re.IGNORECASE)


@pytest.fixture
def parsed(app):
    """Every template's tree by the name under which it is rendered."""
    folder = ROOT / "templates"
    return {
        path.relative_to(folder).as_posix(): app.jinja_env.parse(path.read_text())
        for path in templates()
    }


def test_every_template_is_used(parsed, trees):
    named = [_pattern(node) for tree in trees.values() for node in ast.walk(tree) if _text(node)]
    named += [
        re.escape(node.template.value)
        for tree in parsed.values()
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        if isinstance(node.template, nodes.Const)
    ]
    wanted = re.compile("|".join({pattern for pattern in named if "/" in pattern}))
    assert not [
        name for name in parsed if not wanted.fullmatch(name) and not LETTER.fullmatch(name)
    ]


def _text(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _pattern(node: ast.Constant | ast.JoinedStr) -> str:
    """Return what a text may be: whatever stands in the braces of an f-string, a path's part."""
    if isinstance(node, ast.Constant):
        return re.escape(node.value)
    return "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) else "[^/]+" for part in node.values
    )


def test_every_macro_is_used(parsed):
    made = {macro.name for tree in parsed.values() for macro in tree.find_all(nodes.Macro)}
    called = {
        getattr(call.node, "name", None) or getattr(call.node, "attr", None)
        for tree in parsed.values()
        for call in tree.find_all(nodes.Call)
    }
    assert not made - called


def test_what_a_template_imports_it_uses(parsed):
    for name, tree in parsed.items():
        used = {node.name for node in tree.find_all(nodes.Name)}
        for node in tree.find_all(nodes.FromImport):
            imported = {alias[1] if isinstance(alias, tuple) else alias for alias in node.names}
            assert imported <= used, name


def test_no_template_has_inline_style_or_script():
    pages = [path for path in templates() if name_of(path) not in CARRY_THEIR_SHEET]
    assert not [name_of(path) for path in pages if FORBIDDEN.search(path.read_text())]
