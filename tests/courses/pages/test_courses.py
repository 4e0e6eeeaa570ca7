"""A reader finds a course: by filters, by words of any language, and what is past on request."""

from datetime import timedelta

import pytest

from courses.activities.models import ActivityLanguage, CentrePart, Choice, Delivery, Kind, State
from tests.factories import activities
from tests.factories.activities import TODAY
from turin.db import transaction
from turin.db.search import index
from turin.db.types import PartialDate, Text

TITLE = Text(en="Fair recruitment", ar="الاستقدام العادل للعمال", ru="Справедливый найм мигрантов")


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def fair(app):
    with transaction():
        made = activities.activity(
            languages=("ar", "en"),
            terms=[activities.term(key="recruitment", name=Text(en="Recruitment abroad"))],
            title=TITLE,
        )
        index("activity", made.id, Text(und=made.code), made.title)
    return made


def test_the_first_page_chooses_the_language_of_the_browser(client, app):
    answer = client.get("/", headers={"Accept-Language": "ar;q=0.9, de"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/ar/courses"


def test_a_coming_activity_is_listed_with_its_code_and_deadline(client, fair):
    shown = words(client.get("/en/courses"))

    assert "1 coming activity" in shown
    assert fair.code in shown
    assert "Apply by" in shown


@pytest.mark.parametrize("word", ["recruitment", "العمال", "استقدام", "найма", "мигранты"])
def test_it_is_found_by_a_word_of_any_language_in_any_form(client, fair, word):
    assert "1 coming activity" in words(client.get("/en/courses", query_string={"q": word}))


def test_it_is_found_by_its_code(client, fair):
    assert "1 coming activity" in words(client.get(f"/en/courses?q={fair.code}"))


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("lang=ar", 1),
        ("lang=km", 0),
        ("theme=recruitment", 1),
        ("theme=gender", 0),
        ("region=turin", 1),
        ("region=europe_central_asia", 1),
        ("region=africa", 0),
        ("region=nowhere", 0),
        ("group=workers", 1),
        ("group=other", 0),
        ("open=1", 1),
    ],
)
def test_the_list_is_narrowed_by_filters(client, fair, asked, count):
    shown = words(client.get(f"/en/courses?{asked}"))

    assert (f"{count} coming activit" in shown) is True


def test_a_filter_can_be_taken_away(client, fair):
    page = client.get("/en/courses?lang=ar&group=workers").page

    chips = [link.get("href") for link in page.iterfind(".//ul[@class='chips']//a")]
    assert chips == ["/en/courses?group=workers", "/en/courses?lang=ar"]


def test_what_is_past_is_shown_on_request_with_no_day_invented(client, app):
    with transaction():
        activities.activity(
            code=None,
            key="kathmandu_2007",
            kind=Kind.SEMINAR,
            state=State.CLOSED,
            starts=PartialDate("2007-09"),
            ends=None,
            deadline=None,
            seats=None,
            delivery=Delivery.FIELD,
            city=Text(en="Kathmandu"),
            country="NP",
            centre_part=CentrePart.CONTRIBUTED,
        )

    assert "0 coming activities" in words(client.get("/en/courses"))
    shown = words(client.get("/en/courses?when=past"))
    assert "1 past activity" in shown
    assert "September 2007" in shown
    assert "Kathmandu, Nepal" in shown


def test_a_course_without_dates_is_listed_apart(client, app):
    with transaction():
        activities.course(title=Text(en="Measuring labour migration"))

    shown = words(client.get("/en/courses"))
    assert "Courses without announced dates" in shown
    assert "Measuring labour migration" in shown


def test_a_draft_is_for_nobody_to_see(client, app):
    with transaction():
        draft = activities.activity(state=State.DRAFT)

    assert "0 coming activities" in words(client.get("/en/courses"))
    assert client.get(f"/en/courses/{draft.key}").status_code == 404


def test_seats_left_are_told_where_it_is_first_come(client, app):
    with transaction():
        activities.activity(choice=Choice.FIRST_COME, seats=3)

    assert "3 seats left" in words(client.get("/en/courses"))


def test_an_activity_after_its_deadline_is_not_open(client, app):
    with transaction():
        activities.activity(deadline=TODAY - timedelta(days=1))

    assert "Applications closed" in words(client.get("/en/courses"))


def test_what_took_place_carries_no_tag_and_what_did_not_does(client, app):
    past = {"starts": PartialDate("2007-04-16"), "ends": PartialDate("2007-04-27")}
    with transaction():
        for state in (State.CLOSED, State.OPEN, State.CONFIRMED, State.CANCELLED):
            activities.activity(state=state, **past)

    page = client.get("/en/courses?when=past").page
    assert [
        tag.text for tag in page.iterfind(".//ul//span[@class]") if "tag" in tag.get("class")
    ] == ["Cancelled"]


def test_the_dates_of_a_course_tell_only_what_is_not_over(client, app):
    with transaction():
        course = activities.course()
        for state in (State.CLOSED, State.POSTPONED):
            activities.activity(state=state, course_id=course.id)

    shown = words(client.get(f"/en/course/{course.key}"))
    assert "Postponed" in shown
    assert "Closed" not in shown


@pytest.mark.parametrize(
    "over",
    [
        {"choice": Choice.INVITATION},
        {"deadline": TODAY - timedelta(days=1)},
        {"deadline": None, "starts": PartialDate(str(TODAY))},
    ],
)
def test_only_what_one_can_apply_for_is_found_as_open(client, app, over):
    with transaction():
        activities.activity(**over)

    assert "1 coming activity" in words(client.get("/en/courses"))
    assert "0 coming activities" in words(client.get("/en/courses?open=1"))


def test_a_run_of_which_only_the_month_is_known_is_a_date(client, app):
    with transaction():
        course = activities.course()
        month = PartialDate(str(TODAY)[:7])
        activities.activity(course_id=course.id, starts=month, ends=month, deadline=None)

    assert "Courses without announced dates" not in words(client.get("/en/courses"))


def test_an_empty_list_says_what_to_do(client, app):
    assert "Try another word, or fewer filters." in words(client.get("/en/courses?q=zebra"))


def test_the_list_needs_as_many_statements_for_many_rows_as_for_few(client, app, statements):
    with transaction():
        for _ in range(3):
            activities.activity(languages=("en", "ar"))
    few = statements(lambda: client.get("/en/courses"))
    with transaction():
        for _ in range(12):
            activities.activity(languages=("en", "ar"))
    many = statements(lambda: client.get("/en/courses"))

    assert many == few
    assert few <= 10


def test_languages_are_those_of_the_activity(client, app):
    with transaction():
        made = activities.activity(languages=("en",))
        made.languages.append(ActivityLanguage(language="km", interpreted=True, position=1))

    assert "English, Khmer (interpreted)" in words(client.get("/en/courses"))


def test_a_reader_is_told_in_which_language_her_words_were_found(client, fair):
    asked = {"q": "найма"}
    assert "Found in Russian" in words(client.get("/en/courses", query_string=asked))
    assert "Found in" not in words(client.get("/en/courses", query_string={"q": "recruitment"}))
    assert "Found in" not in words(client.get("/fr/courses", query_string={"q": fair.code}))


def test_a_mistyped_word_finds_what_comes_near_and_says_so(client, fair):
    shown = words(client.get("/en/courses?q=recrutment"))
    assert "1 coming activity" in shown
    assert "This is what comes near." in shown
    assert "comes near" not in words(client.get("/en/courses?q=recruitment"))


def test_a_reader_is_told_that_more_was_found_than_is_shown(client, fair, monkeypatch):
    told = "Only 1 results are shown. To find others, add a word or a filter."
    assert told not in words(client.get("/en/courses?q=recruitment"))
    monkeypatch.setattr("courses.activities.queries.listing.MOST_FOUND", 1)
    assert told in words(client.get("/en/courses?q=recruitment&n=2"))


def test_a_course_without_dates_is_found_too(client, app):
    with transaction():
        course = activities.course(title=Text(en="Measuring migration"))
        activities.course(title=Text(en="Something else"))
        index("course", course.id, course.title)
    shown = words(client.get("/en/courses?q=measure"))
    assert "Measuring migration" in shown
    assert "Something else" not in shown
