"""Rules of the house that no linter knows."""

import ast
import importlib
import pkgutil

import pytest

import courses
import turin
from tests.architecture.conftest import PROGRAM, name_of, python_files, templates
from turin.db import Base
from turin.errors import Refused
from turin.web.refusals import sentence

OURS = ("turin.", "courses.")
COMMITTER = "turin/db/transaction.py"
REQUEST_BOUND = {"request", "session", "g", "flash", "abort", "render_template"}


def calls(tree: ast.AST, *names: str) -> list[int]:
    """Return the lines on which a method or function of one of these names is called."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) in names or getattr(node.func, "id", None) in names)
    ]


def test_only_transaction_commits_and_rolls_back(trees):
    found = {path: calls(tree, "commit", "rollback") for path, tree in trees.items()}
    assert {path for path, lines in found.items() if lines} == {COMMITTER}


def test_a_page_that_is_only_read_opens_no_transaction(trees):
    for path, tree in trees.items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef) and _answers_get_alone(function):
                assert not calls(function, "transaction"), f"{path}: {function.name}"


def _answers_get_alone(function: ast.FunctionDef) -> bool:
    deeds = [
        getattr(d.func, "attr", "") for d in function.decorator_list if isinstance(d, ast.Call)
    ]
    return "get" in deeds and "post" not in deeds


def test_what_lies_below_the_pages_knows_no_request(trees):
    for path, tree in trees.items():
        if path.endswith(("/access.py", "/notices.py")):
            imported = {
                alias.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom) and node.module == "flask"
                for alias in node.names
            }
            assert not imported & REQUEST_BOUND, path


@pytest.mark.parametrize(
    ("files", "most"),
    [
        (python_files(*PROGRAM, "migrations"), 300),
        (python_files("tests"), 400),
        (templates(), 100),
    ],
    ids=["modules", "tests", "templates"],
)
def test_files_stay_small(files, most):
    long = {name_of(path): len(path.read_text().splitlines()) for path in files}
    assert not {name: lines for name, lines in long.items() if lines > most}


def test_functions_stay_small(trees):
    assert not [
        f"{path}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40
    ]


def test_every_refusal_has_its_sentence():
    for package in (turin, courses):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    unsaid = sentence.dispatch(Refused)
    raised = _kinds(Refused) - {Refused}
    assert not [kind.__name__ for kind in raised if sentence.dispatch(kind) is unsaid]


def _kinds(refused: type) -> set[type]:
    """Return the refusals that are raised: those of the program that no other refines."""
    below = {kind for kind in refused.__subclasses__() if kind.__module__.startswith(OURS)}
    return {kind for each in below for kind in _kinds(each)} if below else {refused}


def test_every_table_says_what_personal_data_it_holds(app):
    assert not [
        table.name for table in Base.metadata.tables.values() if "personal_data" not in table.info
    ]


def test_every_route_declares_who_may_call_it(app):
    from turin.access import declared  # noqa: PLC0415

    assert not [name for name, view in app.view_functions.items() if not declared(view)[0]]
