"""The page of an activity tells what a reader needs to decide, and honestly what is not known."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from courses.activities.models import ActivityCoordinator, ActivityModule, Choice, Kind, State
from courses.catalogue.models import CourseInterest
from courses.materials.models import ActivityMaterial, Audience, CourseMaterial
from courses.outcomes.models import Outcome
from courses.registration.models import State as Applied
from tests.factories import activities, materials, people, registration, schedule
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.mail.models import Intent
from turin.people.models import Role


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR)


@pytest.fixture
def fair(app, coordinator):
    with transaction():
        made = activities.activity(
            (coordinator,),
            languages=("en", "ar"),
            modules=[activities.module(title=Text(en="Standards"))],
            deadline=clock.now().astimezone(ZoneInfo("Europe/Rome")).date(),
            answer_by=date(2030, 2, 1),
        )
        schedule.session(made, room_id=schedule.room(name="Oceania 1").id)
        work = materials.work(languages=("ar", "en"))
        materials.held(work, "en")
        db.session.add(ActivityMaterial(activity_id=made.id, work_id=work.id))
    return made


def test_the_code_alone_goes_to_the_whole_address(client, fair):
    answer = client.get(f"/en/courses/{fair.key}")

    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/en/courses/{fair.key}-fair-recruitment"


def test_the_address_has_the_title_in_the_script_of_the_reader(client, fair):
    answer = client.get(f"/ar/courses/{fair.key}", follow_redirects=True)

    assert answer.request.path == f"/ar/courses/{fair.key}-الاستقدام-العادل"


def test_the_short_address_goes_to_the_page(client, fair):
    answer = client.get(f"/c/{fair.key}", headers={"Accept-Language": "ar"})

    assert answer.headers["Location"].startswith(f"/ar/courses/{fair.key}-")


def test_the_page_shows_modules_timetable_and_materials(client, fair):
    shown = words(client.get(f"/en/courses/{fair.key}", follow_redirects=True))

    for piece in ("Standards", "Opening", "09:00–10:30", "Oceania 1", "Handbook on migration"):
        assert piece in shown


def test_the_page_says_how_many_seats_there_are_and_when_they_are_given(client, fair):
    shown = words(client.get(f"/en/courses/{fair.key}", follow_redirects=True))

    assert "25 seats, chosen after" in shown
    assert "answers by 1 February 2030." in shown
    assert "Today is the last day" in shown


def test_seats_left_are_shown_where_it_is_first_come(client, app):
    with transaction():
        made = activities.activity(choice=Choice.FIRST_COME, seats=12)

    shown = words(client.get(f"/en/courses/{made.key}", follow_redirects=True))
    assert "12 of 12 seats left" in shown


def test_what_came_of_a_seminar_is_told_as_far_as_it_is_known(client, app):
    with transaction():
        made = activities.activity(
            key="kathmandu_2007",
            code=None,
            kind=Kind.SEMINAR,
            state=State.CLOSED,
            starts=PartialDate("2007-09"),
            ends=None,
        )
        db.session.add(
            Outcome(
                activity_id=made.id,
                kind="declaration",
                title=Text(en="A declaration"),
                source="GB",
                published=True,
            )
        )

    shown = words(client.get("/en/courses/kathmandu_2007", follow_redirects=True))
    assert "September 2007" in shown
    assert "A declaration" in shown
    assert "Text not held here." in shown
    assert "This activity is over." in shown


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"state": State.CANCELLED}, "This activity is cancelled. It does not take place."),
        ({"state": State.POSTPONED}, "This activity is postponed."),
        ({"choice": Choice.INVITATION}, "By invitation"),
    ],
)
def test_who_cannot_apply_is_not_asked_to(client, app, over, said):
    with transaction():
        made = activities.activity(**over)

    shown = words(client.get(f"/en/courses/{made.key}", follow_redirects=True))
    assert said in shown
    assert "Apply now" not in shown


def test_the_page_needs_few_statements_and_no_more_for_many_rows(client, fair, statements):
    address = client.get(f"/en/courses/{fair.key}").headers["Location"]
    few = statements(lambda: client.get(address))
    with transaction():
        for day in range(1, 5):
            schedule.session(fair, day=day)
            fair.coordinators.append(ActivityCoordinator(person=people.person()))
            fair.modules.append(ActivityModule(position=day, title=Text(en="Standards")))
            db.session.add(
                Outcome(activity_id=fair.id, kind="declaration", title=Text(en="A declaration"))
            )
            work = materials.work(f"work-{day}", languages=("en", "fr"))
            materials.held(work, "fr")
            db.session.add(ActivityMaterial(activity_id=fair.id, work_id=work.id, position=day))

    assert statements(lambda: client.get(address)) == few
    assert few <= 10


def test_an_activity_without_works_of_its_own_hands_out_those_of_its_course(client, fair):
    with transaction():
        course = activities.course()
        fair.course_id = course.id
        other = activities.activity(course_id=course.id)
        work = materials.work("of-the-course", title=Text(en="Manual of the course"))
        db.session.add(CourseMaterial(course_id=course.id, work_id=work.id))
    own, its = (
        words(client.get(f"/en/courses/{one.key}", follow_redirects=True)) for one in (fair, other)
    )
    assert "Handbook on migration" in own
    assert "Manual of the course" not in own
    assert "Manual of the course" in its
    assert "Handbook on migration" not in its


def test_whether_she_may_download_is_asked_once_for_all_works(client, fair, statements):
    address = client.get(f"/en/courses/{fair.key}").headers["Location"]
    with transaction():
        reader = people.person()
    client.enter(reader)
    counts = []
    for number in (1, 5):
        with transaction():
            for place in range(number):
                work = materials.work(f"work-{number}-{place}", audience=Audience.PARTICIPANTS)
                db.session.add(ActivityMaterial(activity_id=fair.id, work_id=work.id))
        counts.append(statements(lambda: client.get(address)))
    assert counts[0] == counts[1]


def test_a_course_needs_few_statements_and_no_more_for_many_rows(client, app, statements):
    def made(number):
        modules = [activities.module() for _ in range(number)]
        course = activities.course(modules)
        for place in range(number):
            activities.activity(course_id=course.id)
            work = materials.work(f"work-{number}-{place}", languages=("en", "fr"))
            materials.held(work, "fr")
            db.session.add(CourseMaterial(course_id=course.id, work_id=work.id))
        return course.key

    with transaction():
        few, many = made(1), made(5)
    counts = [statements(lambda key=key: client.get(f"/en/course/{key}")) for key in (few, many)]
    assert counts[0] == counts[1] <= 10


def test_files_for_participants_are_linked_only_for_them(client, fair):
    with transaction():
        work = materials.work("closed", audience=Audience.PARTICIPANTS)
        file = materials.held(work, "en", b"for participants", "closed.pdf")
        course = activities.course()
        fair.course_id = course.id
        db.session.add(ActivityMaterial(activity_id=fair.id, work_id=work.id))
        db.session.add(CourseMaterial(course_id=course.id, work_id=work.id))
        reader = people.person()
        registration.application(fair, reader, state=Applied.CONFIRMED)
    pages = (f"/en/courses/{fair.key}", f"/en/course/{course.key}", "/en/library")
    link = f"/dl/{file.sha256[:12]}/closed.pdf"
    for page in pages:
        answer = client.get(page, follow_redirects=True)
        assert link not in answer.text
        (way,) = [one for one in answer.page.iter("a") if one.text == "Sign in to download it"]
        here = answer.request.path
        assert way.get("href") == f"/en/sign-in?next={here}"
    client.enter(reader)
    for page in pages:
        assert link in client.get(page, follow_redirects=True).text
    assert client.get(link, follow_redirects=True).data == b"for participants"


def test_a_work_stands_in_the_reader_s_languages_and_leads_to_all_there_is_of_it(client, app):
    with transaction():
        made = activities.activity()
        work = materials.work(languages=("ar", "en", "ru", "tg"))
        for language in ("ar", "en", "ru"):
            materials.held(work, language, language.encode(), f"{language}.pdf")
        db.session.add(ActivityMaterial(activity_id=made.id, work_id=work.id))
    client.set_cookie("languages", "tg.ru")
    answer = client.get(f"/en/courses/{made.key}", follow_redirects=True)
    files = [one.get("hreflang") for one in answer.page.iterfind(".//ul[@class='dl']/li/a")]

    assert files == ["ru", "en", "ar"]
    assert "Published in Tajik, but not held here: offered in Russian." in words(answer)
    (title,) = answer.page.iterfind(".//section[@id='materials']//h3/a")
    assert title.get("href") == "/en/library/handbook"


def test_nothing_is_called_free_to_download_where_nothing_is_held(client, app):
    with transaction():
        made = activities.activity()
        work = materials.work(languages=("ru",))
        db.session.add(ActivityMaterial(activity_id=made.id, work_id=work.id))
    shown = words(client.get(f"/en/courses/{made.key}", follow_redirects=True))
    assert "Text not held here" in shown
    assert "Free to download" not in shown


def post(client, address, **values):
    page = client.get(address).page
    token = page.find(".//input[@name='csrf_token']").get("value")
    return client.post(address, data={"csrf_token": token, **values})


def test_a_question_reaches_who_coordinates(client, fair, coordinator):
    address = f"/en/courses/{fair.key}/ask"
    answer = post(client, address, name="Ana", email="ana@example.org", words="Is lunch included?")

    assert answer.status_code == 303
    intent = db.session.scalars(select(Intent)).one()
    assert (intent.kind, intent.person_id) == ("activities.question", coordinator.id)


def test_a_question_without_address_comes_back_filled(client, fair):
    answer = post(client, f"/en/courses/{fair.key}/ask", name="Ana", email="", words="Is lunch?")

    assert answer.status_code == 422
    assert "Type your email address" in words(answer)
    assert answer.page.find(".//textarea").text.strip() == "Is lunch?"


def test_who_waits_for_dates_is_noted_once(client, app):
    with transaction():
        made = activities.course()
    for _ in range(2):
        post(client, f"/en/course/{made.key}/tell-me", email="Ana@Example.org")

    assert db.session.scalars(select(CourseInterest.email_key)).all() == ["ana@example.org"]


def test_a_course_shows_its_runs(client, app):
    with transaction():
        made = activities.course([activities.module(title=Text(en="Standards"))])
        activities.activity(course_id=made.id, starts=PartialDate("2007-04"), ends=None)

    shown = words(client.get(f"/en/course/{made.key}"))
    assert "Standards" in shown
    assert "April 2007" in shown


def test_a_course_with_open_dates_leads_there_and_not_to_waiting(client, app):
    with transaction():
        made = activities.course()
        run = activities.activity(course_id=made.id)

    shown = client.get(f"/en/course/{made.key}")
    button = shown.page.find(".//aside//a[@class='btn wide']").get("href")
    assert button.startswith(f"/en/courses/{run.key}-")
    assert "Tell me about later dates" in words(shown)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.RUNNING, "This activity has begun."),
        (State.POSTPONED, "This activity is postponed."),
        (State.CANCELLED, "This activity is cancelled."),
    ],
)
def test_a_page_where_nobody_can_apply_says_why(client, app, state, said):
    with transaction():
        made = activities.activity(state=state)

    assert said in words(client.get(f"/en/courses/{made.key}", follow_redirects=True))


def test_mistakes_in_a_question_do_not_use_up_the_questions_of_an_hour(client, fair):
    address = f"/en/courses/{fair.key}/ask"
    for _ in range(11):
        assert post(client, address, name="Ana", email="ana at", words="?").status_code == 422

    assert post(client, address, name="Ana", email="a@example.org", words="?").status_code == 303
