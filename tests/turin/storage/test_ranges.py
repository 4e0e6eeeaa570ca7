"""Which part of a file is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turin.storage.ranges import Unsatisfiable, asked

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-499", (0, 500)),
        ("bytes=500-", (500, 1000)),
        ("bytes=-200", (800, 1000)),
        ("bytes=-2000", (0, 1000)),
        ("bytes=999-", (999, 1000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=900-4000", (900, 1000)),
        ("Bytes = 5-9", None),
        ("BYTES=5-9", (5, 10)),
        ("bytes=0-99, 100-199", (0, 200)),
        ("bytes=100-199,0-150", (0, 200)),
        ("bytes=0-99,5000-", (0, 100)),
        ("bytes=, 5-9,", (5, 10)),
    ],
)
def test_a_part_is_understood(header, part):
    assert asked(header, SIZE) == (part or (5, 10))


@pytest.mark.parametrize(
    "header",
    [
        *(None, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=9-5", "bytes=1-2-3"),
        *("lines=1-2", "bytes=0-9,20-29", "bytes=٣-٤", "bytes=+1-2", "bytes=1 - 2"),
        f"bytes={'9' * 5000}-",
    ],
)
def test_what_is_no_single_part_is_the_whole_file(header):
    assert asked(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001,5000-", "bytes=-0"])
def test_what_lies_beyond_the_end_cannot_be_had(header):
    with pytest.raises(Unsatisfiable):
        asked(header, SIZE)


def test_an_empty_file_has_no_part():
    with pytest.raises(Unsatisfiable):
        asked("bytes=0-", 0)


@given(st.text(alphabet="bytes=0123456789-, ", max_size=30), st.integers(0, 2000))
def test_a_part_lies_in_the_file_whatever_is_asked(header, size):
    try:
        part = asked(header, size)
    except Unsatisfiable:
        return
    if part:
        start, stop = part
        assert 0 <= start < stop <= size
