"""What a catalogue file notes as a source is told to readers in words and links."""

import pytest

from courses.catalogue.sources import Source, sources

NOTE = "Note to the Governing Body of the ILO, 18 February 2008, paragraph "
ACADEMY = "https://www.itcilo.org/courses/academy-labour-migration"


@pytest.fixture(autouse=True)
def _request(sqlite):
    with sqlite[1].test_request_context():
        yield


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", []),
        ("gb2008:27", [Source(f"{NOTE}27")]),
        ("gb2008:43,47", [Source(f"{NOTE}43, 47")]),
        ("gb2008:13 (spelt UMEOA there)", [Source(f"{NOTE}13 (spelt UMEOA there)")]),
        ("year 2006: page: Wikipedia, C143", [Source("year 2006: Wikipedia, C143")]),
        (f"page:{ACADEMY}", [Source("www.itcilo.org", ACADEMY)]),
        (
            f"page:{ACADEMY} (no year printed)",
            [Source("www.itcilo.org (no year printed)", ACADEMY)],
        ),
        ("page:http://www.ilo.org/africa/.../WCMS_853297", [Source("www.ilo.org")]),
        ("page: OSCE press release eea/49287", [Source("OSCE press release eea/49287")]),
        (f"gb2008:7; page:{ACADEMY}", [Source(f"{NOTE}7"), Source("www.itcilo.org", ACADEMY)]),
        ("unverified", [Source("general knowledge, not checked")]),
    ],
)
def test_a_source_is_told_in_words_and_links(written, told):
    assert sources(written) == told
