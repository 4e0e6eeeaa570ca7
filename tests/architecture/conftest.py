"""What the tests of the house look at: its sources, and the application where no data matter."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ["app.py", "turin", "courses", "tasks"]


def python_files(*tops: str) -> list[Path]:
    """Return the Python files below some of the top folders."""
    return sorted(
        file
        for top in tops
        for file in [*ROOT.glob(top), *(ROOT / top).rglob("*.py")]
        if file.suffix == ".py"
    )


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def name_of(path: Path) -> str:
    """Return a file's path as people say it."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="session")
def trees() -> dict[str, ast.Module]:
    """The program's sources, parsed, by path."""
    return {name_of(path): ast.parse(path.read_text()) for path in python_files(*PROGRAM)}


@pytest.fixture
def app(sqlite):
    """The application; which engine it stands on makes no difference here."""
    return sqlite[1]
