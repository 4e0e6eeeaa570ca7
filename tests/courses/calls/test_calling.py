"""The call for candidates: who gets it, once, and what she answers."""

import email
from datetime import timedelta
from email import policy

import pytest
from sqlalchemy import func, select, update

from courses.activities import questions
from courses.activities.calls import operations, queries, rules
from courses.activities.calls.models import Called, Reply
from courses.activities.models import Question
from tests.factories import activities, calls, people
from tests.forms import send, typed, words
from turin import clock
from turin.db import db, transaction
from turin.mail.models import Intent, Outgoing
from turin.mail.rendering import render
from turin.people import links
from turin.people.models import Role

CALL = "/staff/activities/A1/call"


@pytest.fixture
def coordinator(client):
    """She is signed in."""
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


@pytest.fixture
def activity(coordinator):
    with transaction():
        return activities.activity([coordinator], key="A1", code="A1")


@pytest.fixture
def officer(activity):
    with transaction():
        return calls.called(activity, language="ar")


def sent(activity, by):
    with transaction():
        return operations.send(activity, by=by, at=clock.now())


def letter():
    outgoing = db.session.scalars(select(Outgoing).order_by(Outgoing.id.desc())).first()
    return email.message_from_bytes(render(outgoing.id, clock.now()).message, policy=policy.default)


def token(one):
    return links.token(queries.latest_link(one))


def test_everybody_on_the_list_gets_the_call_once(activity, officer, coordinator):
    assert sent(activity, coordinator) == 1
    with pytest.raises(rules.NobodyToCall):
        sent(activity, coordinator)
    with transaction():
        calls.called(activity)
    assert sent(activity, coordinator) == 1
    assert db.session.scalar(select(func.count()).select_from(Intent)) == 2


def test_a_call_to_many_takes_as_many_statements_as_one_to_few(activity, coordinator, statements):
    def needed(count):
        with transaction():
            for _ in range(count):
                calls.called(activity)
        return statements(lambda: sent(activity, coordinator))

    assert needed(12) == needed(3)


def test_no_call_goes_out_when_nobody_can_apply(activity, officer, coordinator):
    with transaction():
        activity.state = "approved"
    with pytest.raises(rules.NotCalling):
        sent(activity, coordinator)
    assert officer.sent_at is None


def test_the_letter_is_in_her_language_with_three_answers_and_no_group(
    activity, officer, coordinator
):
    with transaction():
        officer.organisation = "نقابة البناء"
    sent(activity, coordinator)
    message = letter()
    assert "A1" in message["Subject"]
    assert "نقاب" not in message["Subject"]
    for form in ("plain", "html"):
        said = message.get_body((form,)).get_content()
        assert "الاستقدام العادل" in said
        assert "/ar/courses/A1/note.pdf" in said
        for reply in Reply:
            assert f"/ar/call/{token(officer)}?reply={reply.value}" in said


def test_who_is_off_the_list_is_not_written_to(activity, officer, coordinator):
    with transaction():
        operations.remove(officer, by=coordinator, at=clock.now())
    with pytest.raises(rules.NobodyToCall):
        sent(activity, coordinator)


def test_who_got_the_call_stays_on_the_list(activity, officer, coordinator):
    sent(activity, coordinator)
    with pytest.raises(rules.CallSent), transaction():
        operations.remove(officer, by=coordinator, at=clock.now())


def test_who_gets_the_call_while_she_is_taken_off_stays(activity, officer, coordinator):
    with transaction():
        known = db.session.get_one(Called, officer.id)
        got_it = update(Called).values(sent_at=clock.now())
        db.session.execute(got_it, execution_options={"synchronize_session": False})
        with pytest.raises(rules.CallSent):
            operations.remove(known, by=coordinator, at=clock.now())


def test_the_list_of_an_earlier_run_is_taken_without_who_was_wrong(activity, coordinator):
    with transaction():
        earlier = activities.activity([coordinator], course=activity.course)
        calls.called(earlier, email="right@union.example")
        calls.called(earlier, email="wrong@union.example", reply=Reply.WRONG_PERSON)
        calls.called(earlier, email="both@union.example")
        calls.called(activity, email="both@union.example")
    with transaction():
        assert operations.take_list(activity, earlier, by=coordinator, at=clock.now()) == 1
    assert {one.email for one in queries.of_activity(activity)} == {
        "both@union.example",
        "right@union.example",
    }


def test_what_was_asked_a_year_ago_is_forgotten(activity, officer, coordinator):
    long_ago = clock.now() - timedelta(days=366)
    with transaction():
        old = calls.called(activity, added_at=long_ago)
        question = questions.ask(
            activity, name="A", email="a@x.example", words="?", language="en", at=long_ago
        )
    gone = old.id, question.id
    with transaction():
        operations.forget(clock.now())
        questions.forget(clock.now())
    assert db.session.get(Called, gone[0]) is None
    assert db.session.get(Question, gone[1]) is None
    assert db.session.scalars(select(Called)).all() == [officer]


class TestPages:
    def test_the_list_is_pasted_from_a_sheet(self, client, activity):
        lines = (
            "Union of builders\tAmina\tamina@union.example\tfr\n"
            "Federation ; ; Office@Employers.Example ;\n"
            "Union of builders;;AMINA@union.example;"
        )
        assert send(client, CALL, lines=lines).status_code == 303
        assert [
            (one.organisation, one.name, one.email_key, one.language)
            for one in queries.of_activity(activity)
        ] == [
            ("Federation", "", "office@employers.example", "en"),
            ("Union of builders", "Amina", "amina@union.example", "fr"),
        ]

    def test_every_wrong_line_is_told_and_nothing_is_stored(self, client, activity):
        lines = (
            "Union\tAmina\tamina\tfr\n;;a@union.example;\n"
            "Union;;b@union.example;xx\nOk;;c@u.example;"
        )
        refused = send(client, CALL, lines=lines)
        assert refused.status_code == 422
        told = words(refused)
        places = [told.index(f"Line {number}:") for number in (1, 2, 3)]
        assert places == sorted(places)
        assert refused.page.findtext(".//textarea[@id='lines']").strip() == lines
        assert queries.of_activity(activity) == []

    def test_opening_the_link_answers_nothing_and_pressing_does(
        self, client, activity, officer, coordinator
    ):
        sent(activity, coordinator)
        client.leave()
        path = f"/en/call/{token(officer)}"
        opened = client.get(f"{path}?reply=not-this-time")
        assert opened.page.find(".//input[@value='not-this-time'][@checked]") is not None
        assert officer.reply is None
        send(client, path, reply="wrong-person", words="Write to Omar.")
        assert (officer.reply, officer.words) == (Reply.WRONG_PERSON, "Write to Omar.")
        assert "Your answer so far: You have the wrong person" in words(client.get(path))
        send(client, path, reply="nominates", words="")
        assert "/c/A1" in words(client.get(path))
        client.enter(coordinator)
        assert "We nominate somebody" in words(client.get(CALL))

    def test_an_old_link_says_what_to_do(self, client, activity, officer, coordinator):
        sent(activity, coordinator)
        with transaction():
            queries.latest_link(officer).expires_at = clock.now()
        gone = client.get(f"/en/call/{token(officer)}")
        assert gone.status_code == 410
        assert "Reply to the letter" in words(gone)

    def test_the_call_is_sent_from_the_page(self, client, activity, officer):
        form = {"csrf_token": typed(client.get(CALL))["csrf_token"]}
        assert client.post(f"{CALL}/send", data=form).status_code == 303
        refused = client.post(f"{CALL}/send", data=form)
        assert refused.status_code == 422
        assert "Everybody on the list has got the call" in words(refused)

    def test_an_earlier_list_is_offered_only_of_her_own_runs(self, client, activity, coordinator):
        with transaction():
            course = activities.course()
            activity.course = course
            for run_by, key in (([coordinator], "B1"), ([people.person(Role.COORDINATOR)], "B2")):
                calls.called(activities.activity(run_by, key=key, course=course))
        page = client.get(CALL)
        assert page.page.find(".//option[@value='B1']") is not None
        assert page.page.find(".//option[@value='B2']") is None
        form = {"csrf_token": typed(page)["csrf_token"], "earlier": "B1"}
        assert client.post(f"{CALL}/take", data=form).status_code == 303
        assert len(queries.of_activity(activity)) == 1

    def test_the_page_needs_no_statement_a_row(self, client, activity, officer, statements):
        few = statements(lambda: client.get(CALL))
        assert few <= 10
        with transaction():
            for _ in range(20):
                calls.called(activity)
        assert statements(lambda: client.get(CALL)) == few
