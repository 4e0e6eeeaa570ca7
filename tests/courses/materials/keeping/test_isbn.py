"""ISBN of ten and of thirteen digits, with the slips of hand that people make."""

import pytest

from courses.materials.keeping import isbn


@pytest.mark.parametrize(
    "typed", ["978-92-2-119120-9", "9789221191209", "ISBN 0-306-40615-2", "0 9752298 0 X"]
)
def test_a_right_number_is_taken_however_it_is_written(typed):
    number = isbn.digits(typed)
    assert isbn.is_formed(number)
    assert isbn.check_digit(number) == number[-1]


@pytest.mark.parametrize("typed", ["9789221191208", "9789221191290", "0306406153", "097522980X1"])
def test_a_slip_of_the_hand_is_seen(typed):
    number = isbn.digits(typed)
    assert not isbn.is_formed(number) or isbn.check_digit(number) != number[-1]


@pytest.mark.parametrize(
    "typed", ["", "12345", "978922119120X", "X306406152", "1239221191209", "٩٧٨٩٢٢١١٩١٢٠٩"]
)
def test_what_is_no_number_is_not_formed(typed):
    assert not isbn.is_formed(isbn.digits(typed))
