"""Loading catalogue files: read whole, checked whole, then written in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from courses.activities import load as activities
from courses.catalogue import load as catalogue
from courses.materials import load as materials
from courses.outcomes import load as outcomes
from turin.organisations import load as organisations
from turin.rows import BadFile, Change, Origin, Place, Section, read
from turin.rows.reading import Reference
from turin.rows.shape import unknown

# In the order in which they can be written: whoever is named stands before who names her.
SECTIONS: tuple[Section, ...] = (
    organisations.SECTION,
    *catalogue.SECTIONS,
    activities.SECTION,
    materials.SECTION,
    outcomes.SECTION,
)
BY_NAME = {section.name: section for section in SECTIONS}
Rows = dict[str, list[dict[str, Any]]]
Counts = dict[str, Counter[Change]]


def load(files: Iterable[Path], origin: Origin) -> Counts:
    """Load catalogue files as one and return how many rows of each section changed, and how.

    Runs inside a transaction. Raises BadFile with every problem; then nothing was written.
    """
    rows = checked([(path.name, _words(path)) for path in files])
    return {
        section.name: Counter(section.write(row, origin) for row in rows[section.name])
        for section in SECTIONS
        if rows[section.name]
    }


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path.name)
        place.wrong(1, f"this is not UTF-8 (octet {error.start}); save it as UTF-8")
        raise BadFile(place.problems) from None


def checked(texts: Sequence[tuple[str, str]]) -> Rows:
    """Return the rows of the files (name, words) by section; raises BadFile."""
    rows: Rows = {section.name: [] for section in SECTIONS}
    place = Place("")
    seen: dict[tuple[str, str], str] = {}
    for name, text in texts:
        _read_file(text, Place(name, "", "", place.problems, place.references), rows, seen)
    _check_references(place.references, rows)
    if place.problems:
        raise BadFile(sorted(place.problems, key=lambda problem: (problem.file, problem.line)))
    return rows


def _read_file(text: str, place: Place, rows: Rows, seen: dict[tuple[str, str], str]) -> None:
    tree = read(text, place)
    if tree is None:
        return
    if not isinstance(tree.value, dict):
        place.wrong(tree.line, f"give sections with rows: {', '.join(BY_NAME)}")
        return
    for name, content in tree.value.items():
        section = BY_NAME.get(name)
        if section is None:
            place.wrong(content.line, unknown("section", name, BY_NAME))
        elif not isinstance(content.value, list):
            place.at_row(name).wrong(
                content.line, "give a list of rows, each with a dash before it"
            )
        else:
            _read_rows(section, content.value, place, rows, seen)


def _read_rows(
    section: Section,
    nodes: list[Any],
    place: Place,
    rows: Rows,
    seen: dict[tuple[str, str], str],
) -> None:
    for number, node in enumerate(nodes, 1):
        called = f"{section.name} {_called(section, node) or number}"
        here = place.at_row(called)
        row = section.read(node, here)
        rows[section.name].append(row)
        key = section.called(row)
        if key and (before := seen.get((section.name, key))):
            here.wrong(node.line, f"this row stands in {before} already; leave one")
        seen[section.name, key] = f"{place.file}, line {node.line},"
        _check_unique(section, row, here, node.line, seen)


def _check_unique(
    section: Section, row: dict[str, Any], here: Place, line: int, seen: dict[tuple[str, str], str]
) -> None:
    value = section.unique and row.get(section.unique)
    if not value:
        return
    place, name = here.inside(section.unique), f"{section.name}.{section.unique}"
    if (name, value) in seen or section.taken(row):
        place.wrong(line, f"another row has “{value}” already; no two rows share it")
    seen[name, value] = here.row


def _called(section: Section, node: Any) -> str:
    """Return how a row calls itself, before anything in it is checked."""
    if not isinstance(node.value, dict):
        return ""
    parts = [node.value.get(name) for name in section.identity]
    return " ".join(part.written for part in parts if part is not None).strip()


def _check_references(references: list[Reference], rows: Rows) -> None:
    """See that every row that is named is in the files or in the database.

    Where a row names one of its own kind, that one stands above it.
    """
    places = {
        name: {str(row.get("key")): index for index, row in enumerate(section_rows)}
        for name, section_rows in rows.items()
    }
    for reference in references:
        section, key = BY_NAME[reference.section], reference.key
        known = places[section.name]
        own = reference.place.row.partition(" ")
        if key in known and own[0] == section.name and known[key] >= known.get(own[2], 0):
            reference.place.wrong(reference.line, f"“{key}” must stand above the row that names it")
        elif key not in known and not section.has(key):
            sentence = unknown(f"row of {section.name}", key, known)
            reference.place.wrong(reference.line, sentence)
