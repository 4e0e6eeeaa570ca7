"""The lists of packages are whole: pip takes them as they stand and looks for nothing more."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LISTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]


def pins(file):
    lines = [line.partition("#")[0].strip() for line in file.read_text().splitlines()]
    return [Requirement(line) for line in lines if line]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(pin):
    """Return what ``pin`` needs on this machine, with the extras that we ask of it."""
    for line in metadata.requires(pin.name) or []:
        need = Requirement(line)
        extras = ["", *pin.extras]
        if need.marker is None or any(need.marker.evaluate({"extra": one}) for one in extras):
            yield plain(need.name)


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.parent.name)
def test_what_a_package_needs_is_pinned_too(file):
    pinned = {plain(pin.name) for one in LISTS[: LISTS.index(file) + 1] for pin in pins(one)}
    assert [
        f"{pin.name} needs {need}"
        for pin in pins(file)
        for need in needs(pin)
        if need not in pinned
    ] == []
