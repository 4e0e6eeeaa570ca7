"""Dates as each language writes them, and never more of them than is known."""

from datetime import date

import pytest
from flask_babel import force_locale

from turin.db.types import PartialDate
from turin.language import formats


@pytest.fixture(autouse=True)
def _request(sqlite):
    with sqlite[1].test_request_context():
        yield


@pytest.mark.parametrize(
    ("language", "start", "end", "written"),
    [
        ("en_GB", "2027-03-08", "2027-03-19", "8–19 March 2027"),
        ("en_GB", "2027-03-29", "2027-04-02", "29 March to 2 April 2027"),
        ("en_GB", "2020-12-28", "2021-01-08", "28 December 2020 to 8 January 2021"),
        ("en_GB", "2027-03-08", "2027-03-08", "8 March 2027"),
        ("en_GB", "2007-04", None, "April 2007"),
        ("en_GB", "2008", None, "2008"),
        ("fr", "2027-03-08", "2027-03-19", "8–19 mars 2027"),
        ("fr", "2027-03-01", None, "1er mars 2027"),
        ("fr", "2027-03-11", None, "11 mars 2027"),
        ("fr", "2027-03-29", "2027-04-01", "29 mars – 1er avril 2027"),
        ("es", "2027-03-29", "2027-04-02", "29 de marzo – 2 de abril de 2027"),
        ("pt_PT", "2027-03-08", "2027-03-19", "8–19 de março de 2027"),
        ("ru", "2027-03-08", "2027-03-19", "8–19 марта 2027\N{NO-BREAK SPACE}г."),
        ("zh_Hans_CN", "2027-03-08", "2027-03-19", "2027年3月8–19日"),
        ("zh_Hans_CN", "2027-03-29", "2027-04-02", "2027年3月29日至4月2日"),
        ("ar", "2027-03-08", "2027-03-19", "8–19 آذار/مارس 2027"),
        ("ar", "2007-09", None, "أيلول/سبتمبر 2007"),
    ],
)
def test_dates_are_written_as_far_as_they_are_known(language, start, end, written):
    with force_locale(language):
        said = formats.day_range(PartialDate(start), PartialDate(end) if end else None)

    assert said == written


@pytest.mark.parametrize(
    ("language", "octets", "written"),
    [
        ("en_GB", 1, "1 kB"),
        ("en_GB", 88_400, "88 kB"),
        ("en_GB", 2_400_000, "2.4 MB"),
        ("ru", 2_400_000, "2,4\N{NO-BREAK SPACE}МБ"),
    ],
)
def test_sizes_are_round(language, octets, written):
    with force_locale(language):
        assert formats.size(octets) == written


def test_a_day_in_full_names_the_weekday():
    with force_locale("en_GB"):
        assert formats.day(date(2027, 3, 8), "full") == "Monday, 8 March 2027"


@pytest.mark.parametrize(
    ("language", "written"), [("en_GB", "2 Dec 2026"), ("ar", "2 كانون الأول/ديسمبر 2026")]
)
def test_a_day_in_short_has_its_month_in_words(language, written):
    with force_locale(language):
        assert formats.day(date(2026, 12, 2), "medium") == written


@pytest.mark.parametrize(
    ("language", "zone", "written"),
    [("en_GB", "Europe/Rome", "Rome"), ("ar", "Asia/Amman", "عمّان"), ("ar", "UTC", "UTC")],
)
def test_a_time_zone_is_named_by_its_city(language, zone, written):
    with force_locale(language):
        assert formats.zone_city(zone) == written
