"""The information note: what an organisation reads of an activity before it nominates somebody."""

from datetime import date

import pypdfium2
import pytest

from courses.activities.models import Backing, Choice, State
from tests.factories import activities, people, standards
from turin.db import db, transaction
from turin.db.types import Text
from turin.people.models import Role

NOTE = "/{}/courses/A1/note.pdf"


@pytest.fixture
def activity(app):
    with transaction():
        module = activities.module()
        module.instruments = [standards.instrument("C143")]
        made = activities.activity(
            [people.person(Role.COORDINATOR, name="Sara Bianchi")],
            modules=[module],
            languages=("en", "ar", "km"),
            key="A1",
            for_whom=Text(en="Officials, and\n\n- **inspectors**\n- judges"),
        )
        made.backing = Backing(tuition=2450, subsistence=1180, currency="EUR", countries=["JO"])
        db.session.flush()
        return made


def read(client, language="en") -> str:
    answer = client.get(NOTE.format(language))
    assert answer.status_code == 200
    pages = pypdfium2.PdfDocument(answer.data)
    assert len(pages) <= 2
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_it_says_what_an_organisation_has_to_know(client, activity):
    told = read(client)

    for words in (
        "Fair recruitment",
        "Turin campus",
        "English, Arabic, Khmer",
        "Candidates apply by",
        "localhost/c/A1",
        "• inspectors",
        "What international standards ask for.",
        "Convention C143",
        "Tuition EUR 2,450, Subsistence EUR 1,180",
        "Subsistence is for room and meals. Emergency insurance is in the tuition.",
        "14 days or more before the start",
        "visas",
        "Jordan",
        "courses@turin.example",
    ):
        assert words in told
    assert "Sara Bianchi" not in told


@pytest.mark.parametrize("language", ["ar", "es", "fr", "pt", "ru", "zh"])
def test_it_is_had_in_every_language_and_says_what_is_not_in_it(client, activity, language):
    told = read(client, language)

    assert "\ufffd" not in told
    assert language == "ar" or "localhost/c/A1" in told  # pdfium turns lines of Arabic round
    assert "international" in told


def test_anybody_may_keep_it_as_long_as_the_page(client, activity):
    answer = client.get(NOTE.format("ar"))

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="A1-note-ar.pdf"'


def test_the_page_offers_it_in_the_languages_in_which_one_takes_part(client, activity):
    page = client.get("/fr/courses/A1", follow_redirects=True).page
    offered = [
        one.get("href")
        for one in page.iterfind(".//a[@hreflang]")
        if one.get("href").endswith("note.pdf")
    ]

    assert offered == [NOTE.format(code) for code in ("fr", "en", "ar")]


def test_that_of_a_plan_is_not_public(client, activity):
    with transaction():
        activity.state = State.DRAFT

    assert client.get(NOTE.format("en")).status_code == 404


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"choice": Choice.INVITATION}, "your organization is asked to put you forward"),
        ({"choice": Choice.FIRST_COME}, "in the order of applications"),
        ({"deadline": date(2020, 1, 31)}, "Applications are closed."),
        ({"state": State.CANCELLED}, "It does not take place."),
        ({"delivery": "online"}, "Online"),
    ],
)
def test_it_says_how_seats_are_given_or_why_no_more(client, activity, over, words):
    with transaction():
        for name, value in over.items():
            setattr(activity, name, value)

    told = read(client)
    assert words in told
    assert ("visas" in told) is ("delivery" not in over)


def test_a_fee_in_words_and_terms_of_its_own_stand_as_they_are(client, activity):
    with transaction():
        activity.fee = Text(en="Paid by the project.")
        activity.backing.cancellation = Text(en="Nobody pays.")

    told = read(client)
    assert "Paid by the project." in told
    assert "Travel is not in the fee. Nobody pays." in told
    assert "EUR 2,450" not in told
