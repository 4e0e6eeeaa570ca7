import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from courses.activities.models import Delivery
from courses.attendance.models import Attendance, Mark
from courses.certificates import facts, operations, queries, rules
from courses.certificates.models import Certificate, State
from courses.registration.models import State as ApplicationState
from tests.factories import activities, certificates, people, schedule
from turin import clock, storage
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.mail.models import Intent
from turin.people.models import Role

ADDRESS = certificates.ADDRESS


@pytest.fixture
def coordinator(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Maria Rossi")


@pytest.fixture
def activity(coordinator):
    """Five sessions of an hour each; four of them are 80 %."""
    with transaction():
        made = activities.activity([coordinator])
        for day in range(5):
            schedule.session(made, day=day, minutes=60)
    return made


def sessions(activity):
    return list(
        db.session.scalars(
            select(schedule.Session)
            .where(schedule.Session.activity_id == activity.id)
            .order_by(schedule.Session.starts_at)
        )
    )


def issue(activity, by):
    with transaction():
        return operations.issue(activity, address=ADDRESS, by=by, at=clock.now())


def everything():
    return list(db.session.scalars(select(Certificate).order_by(Certificate.id)))


def made_all():
    with transaction():
        return [certificates.made(one) for one in everything() if one.state is State.DRAWING]


def test_everybody_who_attended_enough_gets_one_and_nobody_else(activity, coordinator):
    five = sessions(activity)
    with transaction():
        enough = certificates.participant(activity, five[:4])
        certificates.participant(activity, five[:3])
        certificates.participant(activity, five, state=ApplicationState.WITHDRAWN)
        excused = certificates.participant(activity, five[:3])
        db.session.add(
            Attendance(
                session_id=five[3].id,
                application_id=excused.id,
                mark=Mark.EXCUSED,
                marked_at=clock.now(),
            )
        )
    assert issue(activity, coordinator) == 1
    (certificate,) = everything()
    assert certificate.application == enough
    assert certificate.state is State.DRAWING
    assert db.session.scalars(select(AuditEntry.deed)).all() == ["certificates.issued"]


def test_each_further_certificate_costs_its_own_row_and_nothing_else(
    activity, coordinator, statements
):
    held, counts = sessions(activity), []
    for number in (2, 12):
        with transaction():
            for _ in range(number):
                certificates.participant(activity, held)
        counts.append(statements(lambda: issue(activity, coordinator)))
    assert len(everything()) == 14
    assert counts[1] - counts[0] <= 12 - 2


def test_a_second_press_issues_nothing(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    with pytest.raises(rules.NothingToIssue):
        issue(activity, coordinator)
    assert len(everything()) == 1


def test_who_attends_enough_later_gets_hers_later(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    with transaction():
        certificates.participant(activity, sessions(activity))
    assert issue(activity, coordinator) == 1


def test_as_many_are_awaited_as_the_button_would_issue(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity)[:4])
        late = certificates.participant(activity, sessions(activity)[:3])
        other = activities.activity([coordinator])
    assert queries.awaited([activity, other]) == {activity.id: 1, other.id: 0}

    issue(activity, coordinator)
    assert queries.awaited([activity]) == {activity.id: 0}

    with transaction():
        last = sessions(activity)[4]
        db.session.add(
            Attendance(
                session_id=last.id,
                application_id=late.id,
                mark=Mark.PRESENT,
                marked_at=clock.now(),
            )
        )
    assert queries.awaited([activity]) == {activity.id: 1}


def test_a_revoked_certificate_is_not_issued_again_by_the_button(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (certificate,) = made_all()
    with transaction():
        operations.revoke(certificate, reason="x", by=coordinator, at=clock.now())
    with pytest.raises(rules.NothingToIssue):
        issue(activity, coordinator)


def test_the_database_too_holds_to_one_standing_certificate(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (first,) = everything()
    with pytest.raises(IntegrityError), transaction():
        db.session.add(
            Certificate(
                number=certificates.NUMBER,
                application_id=first.application_id,
                activity_id=first.activity_id,
                language="en",
                printed={},
                issued_at=clock.now(),
            )
        )


def test_the_file_stays_when_the_person_and_the_title_change(activity, coordinator):
    with transaction():
        participant = certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (certificate,) = made_all()
    before = (certificate.sha256, storage.path(certificate.sha256).read_bytes())
    with transaction():
        participant.name = participant.certificate_name = "Another Name"
        activity.title = Text(en="Another title")
    assert (certificate.sha256, storage.path(certificate.sha256).read_bytes()) == before
    assert certificate.printed["activity"] == "Fair recruitment"


def test_what_was_kept_is_kept_once(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (certificate,) = made_all()
    with transaction():
        operations.keep({certificate.id: "0" * 64}, at=clock.now())
        operations.set_aside(certificate, trouble="김", at=clock.now())
    assert certificate.state is State.VALID
    assert certificate.sha256 != "0" * 64


def test_a_correction_is_a_new_certificate_and_the_old_one_knows_it(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (old,) = made_all()
    with transaction():
        new = operations.replace(
            old, holder="Amina Kouyaté", address=ADDRESS, by=coordinator, at=clock.now()
        )
    made_all()
    assert (old.state, old.replaced_by) == (State.REPLACED, new)
    assert (new.state, new.printed["holder"]) == (State.VALID, "Amina Kouyaté")
    assert new.number != old.number
    with pytest.raises(rules.AlreadyReplaced), transaction():
        operations.replace(old, holder="X", address=ADDRESS, by=coordinator, at=clock.now())


def test_a_certificate_revoked_in_error_can_be_replaced_and_stays_revoked(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (old,) = made_all()
    with transaction():
        operations.revoke(old, reason="the wrong one", by=coordinator, at=clock.now())
    with transaction():
        operations.replace(old, holder="Amina", address=ADDRESS, by=coordinator, at=clock.now())
    assert old.state is State.REVOKED
    assert old.replaced_by is not None


def test_where_the_sessions_were_deleted_dates_and_length_stay_as_they_were(activity, coordinator):
    held = sessions(activity)
    with transaction():
        certificates.participant(activity, held)
        certificates.participant(activity, held, certificate_name="김지영")
        activity.starts, activity.ends = PartialDate(activity.starts.iso[:7]), None
    issue(activity, coordinator)
    valid, waiting = everything()
    with transaction():
        certificates.made(valid)
        operations.set_aside(waiting, trouble="김", at=clock.now())
        for session in held:
            db.session.delete(session)
    by = {"address": ADDRESS, "by": coordinator, "at": clock.now()}
    with transaction():
        corrected = operations.replace(valid, holder="Amina Kouyaté", **by)
        operations.redraw(waiting, holder="Kim", **by)
    said = [valid.printed, corrected.printed, waiting.printed]
    for name in ("start", "end", "days", "hours"):
        assert len({one[name] for one in said}) == 1, name
    assert (said[1]["days"], said[1]["hours"]) == (5, 5)


def test_only_a_valid_certificate_is_revoked(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    (certificate,) = everything()
    with pytest.raises(rules.NotValid), transaction():
        operations.revoke(certificate, reason="x", by=coordinator, at=clock.now())


def test_a_name_without_a_font_waits_until_it_is_mended(activity, coordinator):
    with transaction():
        certificates.participant(activity, sessions(activity), certificate_name="김지영")
    issue(activity, coordinator)
    (certificate,) = everything()
    with transaction():
        operations.set_aside(certificate, trouble="김 지 영", at=clock.now())
    with pytest.raises(rules.NameUndrawable) as refused, transaction():
        operations.redraw(certificate, holder="김", address=ADDRESS, by=coordinator, at=clock.now())
    assert refused.value.facts["letters"] == ["김"]
    with transaction():
        operations.redraw(
            certificate, holder="Kim Jiyoung", address=ADDRESS, by=coordinator, at=clock.now()
        )
    made_all()
    assert certificate.state is State.VALID
    assert certificate.printed["holder"] == "Kim Jiyoung"


def test_progress_counts_what_is_made(activity, coordinator):
    with transaction():
        for _ in range(3):
            certificates.participant(activity, sessions(activity))
    issue(activity, coordinator)
    assert queries.progress(activity) == (0, 3)
    with transaction():
        certificates.made(everything()[0])
        operations.set_aside(everything()[1], trouble="x", at=clock.now())
    assert queries.progress(activity) == (2, 3)
    assert queries.progress(activity).running


def facts_of(activity, **over):
    application = certificates.participant(activity, sessions(activity), **over)
    return facts.printed(
        application,
        queries.timetable(activity),
        number=certificates.NUMBER,
        address=ADDRESS,
        at=clock.now(),
    )


def test_the_facts_are_those_of_the_activity_in_the_holders_language(activity):
    with transaction():
        printed = facts_of(activity, language="ar", certificate_name="فاطمة")
    assert (printed.language, printed.holder) == ("ar", "فاطمة")
    assert (printed.activity, printed.activity_language) == ("الاستقدام العادل", "ar")
    assert printed.venue.startswith("تورينو")
    assert (printed.days, printed.hours) == (5, 5)
    assert (printed.start, printed.end) == (activity.starts.day, activity.ends.day)
    assert printed.url == f"{ADDRESS}/v/{certificates.NUMBER}"
    assert [one.name for one in printed.signatories] == ["Maria Rossi"]


def test_a_language_without_our_words_is_served_in_english(activity):
    with transaction():
        assert facts_of(activity, language="sw").language == "en"


def test_the_title_may_be_a_neutral_one(activity):
    with transaction():
        activity.certificate_title = Text(en="Labour standards")
        assert facts_of(activity).activity == "Labour standards"


def test_where_only_the_month_is_known_the_sessions_give_the_days(activity):
    first = activity.starts.day
    with transaction():
        activity.starts = PartialDate(str(first)[:7])
        activity.ends = None
        printed = facts_of(activity)
    assert (printed.start, (printed.end - printed.start).days) == (first, 4)


def test_online_is_a_venue_too(activity):
    with transaction():
        activity.delivery = Delivery.ONLINE
        assert facts_of(activity).venue == "Online"


def test_the_holder_is_told_once_that_it_is_ready(activity, coordinator):
    with transaction():
        certificates.participant(
            activity, sessions(activity), person_id=people.person(name="Amina").id
        )
        certificates.participant(activity, sessions(activity), email="boris@example.org")
    issue(activity, coordinator)
    for certificate in made_all():
        with transaction():
            operations.keep({certificate.id: "0" * 64}, at=clock.now())
    told = db.session.scalars(select(Intent).order_by(Intent.id)).all()
    assert [(one.kind, one.name, one.email) for one in told] == [
        ("certificates.ready", "Amina", told[0].person.email),
        ("certificates.ready", told[1].name, "boris@example.org"),
    ]
