"""What goes into a pack: the rule, tried against all choices that there are."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.materials.derived.models import DerivedFile, Kind
from courses.materials.models import Edition, MaterialFile, Translation, Work
from courses.materials.packs import rules
from courses.materials.packs.rules import A_LINE, A_PAGE, Why, Wish

SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=3)
WORKS = st.lists(st.dictionaries(st.sampled_from(["tg", "ru", "en"]), SIZES), max_size=5)
FORMATS = ("pdf", "epub", "html")
THOUSAND = 1000


def library(*described) -> list[Work]:
    """Works by number: of each the sizes, in thousands, of its formats in each language."""
    return [_work(number, one) for number, one in enumerate(described)]


def _work(number, by_language):
    translations = [
        Translation(language=code, state="published", files=_files(sizes))
        for code, sizes in sorted(by_language.items())
    ]
    return Work(id=number, editions=[Edition(translations=translations)])


def _files(sizes):
    return [
        MaterialFile(position=at, version=1, format=form, name=f"a.{form}", size=size * THOUSAND)
        for at, (form, size) in enumerate(zip(FORMATS, sizes, strict=False))
    ]


@settings(max_examples=50)
@given(WORKS, st.integers(0, 40), st.permutations(["tg", "ru", "en"]), st.integers(1, 3))
def test_no_choice_that_fits_is_better_than_the_one_that_is_made(works, room, order, many):
    languages, found = order[:many], library(*works)
    wish = Wish(languages, budget=A_PAGE + room * THOUSAND)
    choice = rules.choose(found, {one.id for one in found}, wish, {})

    wanted = [  # each work's first language, and the formats in it: the first, and the lightest
        next((one[code] for code in languages if code in one), None) for one in works
    ]
    ways = [(None,) if sizes is None else (None, min(sizes), sizes[0]) for sizes in wanted]
    fitting = [
        way
        for way in product(*ways)
        if sum(size * THOUSAND + A_LINE for size in way if size) <= room * THOUSAND
    ]
    best = max(fitting, key=lambda way: (_there(way), _first(way, wanted)))
    got = {one.work.id: one.size // THOUSAND for one in choice.taken}
    assert [got.get(number) for number in range(len(works))] == list(best)


def _there(way):
    return [size is not None for size in way]


def _first(way, wanted):
    return [bool(size and size == sizes[0]) for size, sizes in zip(way, wanted, strict=True)]


def test_the_readers_chain_decides_the_language_of_each_work():
    works = library({"tg": [1], "ru": [1]}, {"ru": [1], "en": [1]}, {"en": [1]})
    choice = rules.choose(works, {0, 1, 2}, Wish(["tg", "ru", "en"]), {})
    assert [one.translation.language for one in choice.taken] == ["tg", "ru", "en"]
    assert [one.fallback for one in choice.taken] == [False, True, True]


def test_a_work_comes_in_each_language_where_that_is_wanted():
    works = library({"tg": [1], "ru": [1]}, {"ru": [1]})
    choice = rules.choose(works, {0, 1}, Wish(["tg", "ru"], every=True), {})
    assert [(one.work.id, one.translation.language) for one in choice.taken] == [
        (0, "tg"),
        (0, "ru"),
        (1, "ru"),
    ]
    assert not any(one.fallback for one in choice.taken)


def test_what_is_left_out_says_why():
    works = library({"en": [1]}, {}, {"ru": [1]}, {"en": [90]})
    choice = rules.choose(works, {1, 2, 3}, Wish(["en"], budget=A_PAGE + 50_000), {})
    assert [(one.why, one.held, one.size) for one in choice.left] == [
        (Why.NOT_HERS, (), 0),
        (Why.NOT_HELD, (), 0),
        (Why.OTHER_LANGUAGES, ("ru",), 0),
        (Why.TOO_LARGE, (), 90_000),
    ]


def test_the_files_of_one_format_stay_together_and_old_versions_stay_out():
    translation = Translation(
        files=[
            MaterialFile(position=0, version=1, format="pdf", name="old", size=1),
            MaterialFile(position=0, version=2, format="mp3", name="one", size=5),
            MaterialFile(position=1, version=2, format="mp3", name="two", size=5),
            MaterialFile(position=2, version=2, format="txt", name="words", size=2),
        ]
    )
    copies = rules.copies(translation, {})
    assert [[file.name for file in copy] for copy in copies] == [["one", "two"], ["words"]]


@pytest.mark.parametrize(
    ("room", "taken"),
    [
        (5, ["a-light.pdf"]),
        (8, ["a-light.pdf", "b-light.pdf"]),
        (16, ["a.pdf", "b-light.pdf"]),
        (24, ["a.pdf", "b.pdf"]),
    ],
)
def test_a_lighter_copy_is_taken_where_there_is_no_room_for_the_file_itself(room, taken):
    works = library({"en": [9]}, {"en": [9]})
    lighter = {}
    for work, name in zip(works, "ab", strict=True):
        (file,) = work.editions[0].translations[0].files
        file.name, file.sha256 = f"{name}.pdf", name
        made = DerivedFile(kind=Kind.LIGHT, format="pdf", sha256=f"{name}'", size=2 * THOUSAND)
        lighter[name] = made
    wish = Wish(["en"], budget=A_PAGE + room * THOUSAND)
    choice = rules.choose(works, {0, 1}, wish, lighter)
    assert [one.documents[0].name for one in choice.taken] == taken


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=12), st.integers(1, 20))
def test_parts_keep_the_order_and_their_size(sizes, most):
    plan = rules.parts(sizes, A_PAGE + most * THOUSAND)
    assert [place for part in plan for place in part] == list(range(len(sizes)))
    for part in plan:
        assert len(part) == 1 or sum(sizes[at] + A_LINE for at in part) <= most * THOUSAND


def test_without_a_limit_there_is_one_part():
    assert rules.parts([1, 2, 3], None) == [range(3)]


def test_a_pack_is_neither_empty_nor_endless():
    with pytest.raises(rules.Empty):
        rules.check_filled(0)
    with pytest.raises(rules.TooMany):
        rules.check_filled(rules.MOST_DOCUMENTS + 1)
