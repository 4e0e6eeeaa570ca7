"""The gate: every file of the zoo is taken for what it is, or refused for the reason it should."""

import re
from random import Random

import pytest

from tests.architecture.conftest import ROOT
from tests.turin.uploads.zoo.all import ANIMALS
from turin.uploads.gate.formats import FORMATS
from turin.uploads.gate.inspecting import inspect
from turin.uploads.gate.refusals import FileRefused


def decided(path):
    try:
        found = inspect(path)
    except FileRefused as refused:
        return type(refused).__name__, None, None
    return found.format, found.pages, found.seconds


@pytest.mark.parametrize("animal", ANIMALS, ids=lambda one: one.kind)
def test_every_file_is_decided_rightly(animal, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(animal.content)
    assert decided(path) == (animal.decision, animal.pages, animal.seconds)


GOOD = [animal for animal in ANIMALS if animal.decision in FORMATS]


@pytest.mark.parametrize("animal", GOOD, ids=lambda one: one.kind)
def test_no_damage_breaks_the_gate(animal, tmp_path):
    """Octets are changed and the end is cut off by chance: each is a refusal, or does no harm."""
    chance, path = Random(animal.kind), tmp_path / "upload"
    for _ in range(20):
        content = bytearray(animal.content)
        for _ in range(chance.randrange(4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(
            content[: chance.randrange(1, len(content) + 1)] if chance.random() < 0.5 else content
        )
        decided(path)


def test_the_readme_says_how_large_each_format_may_be():
    rows = re.findall(r"^\| (\w+) \| (\d+) MB \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert {name: int(most) * 1_000_000 for name, most in rows} == {
        one.name: one.most for one in FORMATS.values()
    }
