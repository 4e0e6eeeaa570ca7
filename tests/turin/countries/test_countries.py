"""Countries stand where the reader looks for them, in every language."""

import pytest
from babel import Locale
from flask_babel import force_locale
from pypinyin import lazy_pinyin

from turin import countries


@pytest.fixture(autouse=True)
def _request(sqlite):
    with sqlite[1].test_request_context():
        yield


@pytest.mark.parametrize(
    ("language", "in_this_order"),
    [
        ("en_GB", ["Åland Islands", "Albania", "Algeria"]),
        ("fr", ["Équateur", "Érythrée", "Espagne"]),
        ("es", ["España", "Estados Unidos", "Estonia"]),
        ("ru", ["Австралия", "Австрия", "Азербайджан"]),
        ("zh_Hans_CN", ["阿尔巴尼亚", "德国", "法国", "中国"]),
    ],
)
def test_countries_are_sorted_as_their_reader_expects(language, in_this_order):
    with force_locale(language):
        names = [name for _, name in countries.choices()]
    found = [names.index(name) for name in in_this_order]
    assert found == sorted(found)


def test_the_sound_of_a_chinese_name_is_that_of_the_name_that_is_shown():
    shown = Locale.parse("zh_Hans_CN").territories
    told = {code: one.pinyin for code, one in countries.all_countries().items()}
    assert told == {code: " ".join(lazy_pinyin(shown[code])) for code in told}


def test_every_country_has_a_name_in_every_language():
    with force_locale("en_GB"):
        english = dict(countries.choices())
    for language in ("ar", "zh_Hans_CN", "ru"):
        with force_locale(language):
            ours = dict(countries.choices())
        assert ours.keys() == english.keys()
        assert not [code for code, name in ours.items() if name == english[code]]
