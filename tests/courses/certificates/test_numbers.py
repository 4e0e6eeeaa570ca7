import pytest

from courses.certificates.numbers import ALPHABET, grouped, new, normalised


def test_a_number_has_a_hundred_bits_and_no_letter_taken_for_another():
    numbers = {new() for _ in range(1000)}
    assert len(numbers) == 1000
    assert {len(number) for number in numbers} == {20}
    assert set("".join(numbers)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7K2MQ9XWB4TR5HJN8C30",
        "7k2m-q9xw-b4tr-5hjn-8c30",
        " 7K2M Q9XW B4TR 5HJN 8C3O ",
        "7K2M–Q9XW—B4TR‑5HJN_8C30",
        "٧K٢MQ٩XWB٤TR٥HJN٨C٣٠",
        "７Ｋ２ＭＱ９ＸＷＢ４ＴＲ５ＨＪＮ８Ｃ３０",
        "\u200e7K2M\u00a0Q9XW\u202fB4TR\u30005HJN8C30\n",
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed):
    assert normalised(typed) == "7K2MQ9XWB4TR5HJN8C30"


def test_i_and_l_are_the_digit_one():
    assert normalised("il1I") == "1111"


def test_people_read_it_in_groups_of_four():
    assert grouped("7K2MQ9XWB4TR5HJN8C30") == "7K2M-Q9XW-B4TR-5HJN-8C30"
