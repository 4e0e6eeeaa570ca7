"""YAML with the line of every value, and the problems found in it."""

from dataclasses import dataclass, field
from typing import Any

import yaml

MOST_LETTERS = 10_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file: where, and how to mend it."""

    file: str
    line: int
    row: str
    field: str
    sentence: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (f"line {self.line}", self.row, self.field) if part)
        return f"{self.file}, {where}: {self.sentence}"


class BadFile(Exception):
    """Nothing was loaded; ``problems`` says all that is to be mended."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it stands in a file: a plain one, a list of nodes, or a dict of nodes."""

    value: Any
    line: int
    written: str = ""  # a plain value's own letters


@dataclass(frozen=True, slots=True)
class Reference:
    """That a row names another, which must be in a file or in the database."""

    place: "Place"
    line: int
    section: str
    key: str


@dataclass(slots=True)
class Place:
    """Where in a file one is reading. All places of one loading share their lists."""

    file: str
    row: str = ""
    path: str = ""
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def inside(self, name: str) -> "Place":
        """Return the place of the field ``name`` in here."""
        path = f"{self.path}.{name}" if self.path else name
        return Place(self.file, self.row, path, self.problems, self.references)

    def at_row(self, row: str) -> "Place":
        """Return the place of a row of this file."""
        return Place(self.file, row, "", self.problems, self.references)

    def wrong(self, line: int, sentence: str) -> None:
        """Note a problem and go on reading, so that all are told at once."""
        self.problems.append(Problem(self.file, line, self.row, self.path, sentence))


class _Loader(yaml.SafeLoader):
    """Leaves dates as they are written: 2007-04 and 2007-04-12 are both partial dates."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in known if tag != "tag:yaml.org,2002:timestamp"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str, place: Place) -> Node | None:
    """Return what stands in ``text``; None, and a problem, if it is no YAML."""
    if len(text) > MOST_LETTERS:
        place.wrong(1, f"the file has more than {MOST_LETTERS} letters; split it")
        return None
    try:
        loader = _Loader(text)  # which reads the first letters already
        tree = loader.get_single_node()
        return _node(tree, loader, place) if tree else Node({}, 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place.wrong(mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}")
    except yaml.YAMLError as error:
        place.wrong(1, f"this is not YAML: {error}")
    except RecursionError:
        place.wrong(1, "lists stand in lists too deeply")
    return None


def _node(tree: yaml.Node, loader: _Loader, place: Place) -> Node:
    line = tree.start_mark.line + 1
    if isinstance(tree, yaml.SequenceNode):
        return Node([_node(item, loader, place) for item in tree.value], line)
    if isinstance(tree, yaml.MappingNode):
        return Node(_mapping(tree, loader, place), line)
    try:
        return Node(loader.construct_object(tree), line, str(tree.value))
    except ValueError as error:
        place.wrong(line, f"{tree.value!r} cannot be read: {error}")
        return Node(None, line)


def _mapping(tree: yaml.MappingNode, loader: _Loader, place: Place) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for name, value in tree.value:
        line = name.start_mark.line + 1
        key = str(name.value)  # as it is written: a language called "no" is no boolean
        if key in found:
            place.wrong(line, f"“{key}” stands here twice; leave one")
        found[key] = _node(value, loader, place)
    return found
