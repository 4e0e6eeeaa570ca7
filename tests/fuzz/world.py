"""What the access matrix's world lacks: somebody at each form that a story leads to.

``BROWSERS`` names them with the pages whose forms they alone find; ``sensible`` says what is sent
where nobody could guess it, so that a form that is filled in sensibly is taken.
"""

import json
from datetime import timedelta

import pyotp
from sqlalchemy import select

from courses.activities.models import Activity
from courses.activities.models import State as ActivityState
from courses.activities.operations.checklist import begin_checklist
from courses.exchange.imports import operations as imports
from courses.exchange.imports.models import Kind
from courses.materials.models import ActivityMaterial
from courses.registration.models import State
from courses.schedule.batches import TIMES
from tests.courses.registration.form import STEPS
from tests.factories import (
    activities,
    calls,
    certificates,
    inviting,
    materials,
    people,
    registration,
    schedule,
    uploads,
)
from tests.factories.passkeys import Device
from turin import clock
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.people import demonstration, links
from turin.people.factors import codes, recovery

NEXT_YEAR = activities.TODAY.year + 1
BROWSERS = {
    "at_second_step": {"second_step.code"},
    "setting_up": {"factors.confirm_codes", "factors.overview"},
    "holder": {"factors.overview"},
    "sharer": {"people.choose"},
}
SIGN_IN = "/en/sign-in"


class Story:
    """The further persons and things, and how their browsers came where they are."""

    def __init__(self, world) -> None:
        """Make them inside the open transaction."""
        self._world, self._at = world, clock.now()
        self._known = people.person(email="amina@example.org", password=people.PASSWORD)
        self._holder = people.person(email="holder@union.example", password=people.PASSWORD)
        people.with_codes(self._holder)
        self._recovery_code = recovery.renew(self._holder, at=self._at)[0]
        self._beginner = people.person(email="beginner@union.example")
        codes.begin(self._beginner, at=self._at)
        self._app = pyotp.TOTP(codes.begun(self._beginner))
        for account in demonstration.accounts():
            people.person(email=account.email, password=account.password)
        for name in ("Amina", "Amadou"):
            people.person(name=name, email="office@union.example")
        self._office = self._link("sign-in", "office@union.example")
        self._device, self._new = Device(), Device()
        world.things.update(self._activities() | self._links() | self._accounts())
        world.things.update(self._imports())
        world.things.update(self._library())
        self.sensible: dict[tuple[str, str], str] = {}

    def tell(self, app) -> dict[str, str]:
        """Let everybody come where she is; return the session cookies by name."""
        browsers = {name: app.test_client() for name in (*self._world.actors, *BROWSERS)}
        for name, person in self._world.actors.items():
            if person and not person.disabled_at:
                browsers[name].enter(person)
        browsers["holder"].enter(self._holder)
        browsers["setting_up"].enter(self._beginner)
        self._add_passkey(browsers["holder"])
        _post(browsers["at_second_step"], SIGN_IN, email=self._holder.email)
        browsers["sharer"].post(f"{SIGN_IN}/{self._office}")
        asked = browsers["anonymous"].post(f"{SIGN_IN}/passkey/options")
        offered = browsers["setting_up"].post("/en/me/second-step/passkeys/options")
        self._write_draft(browsers["anonymous"])
        today, week = activities.TODAY, timedelta(days=7)
        self.sensible |= {
            ("passkeys.sign_in", "answer"): self._device.show(json.loads(asked.data)),
            ("factors.add_passkey", "answer"): self._new.make(json.loads(offered.data)),
            ("second_step.code", "code"): self._recovery_code,
            ("factors.confirm_codes", "code"): self._app.at(clock.now()),
            ("activities.move", "starts"): str(today + 10 * week),
            ("activities.move", "ends"): str(today + 11 * week),
            ("activities.plan", "starts"): str(today + 10 * week),
            ("activities.plan", "ends"): str(today + 11 * week),
            ("activities.plan", "code"): "",
            (
                "calls.call",
                "lines",
            ): "Trial employers; ; trial@employers.example; fr",
            ("schedule.batch", "first"): f"{NEXT_YEAR}-03-01",
            ("schedule.batch", "last"): f"{NEXT_YEAR}-03-05",
            **{
                ("schedule.batch", f"{end}_{number}"): ""
                for end in ("starts", "ends")
                for number in range(3, TIMES + 1)
            },
            **{
                (to, day): str(today + week)
                for to in ("deputies.mine", "deputies.of")
                for day in ("first", "last")
            },
            ("schedule.repeat", "to"): f"{NEXT_YEAR}-03-08",
            ("inviting.invitations", "email"): "expert@union.example",
            ("outcomes.add", "adopted"): "2027-03",
            **{
                (f"keeping.{to}", name): ""
                for to in ("add", "change", "add_edition", "change_edition", "add_translation")
                for name in ("isbn", "year", "in_preparation", "launched", "made_of")
            },
            ("keeping.add_translation", "language"): "fr",
            ("materials.tell_me", "wanted"): "km",
            **{("keeping.translation", name): "" for name in ("isbn", "year", "made_of")},
            ("translating.take", f"to-{self._world.things['sent_token']}"): "",
            ("outcomes.undertake", "due"): "2028",
            ("outcomes.commitment", "due"): "2028",
        }
        return {
            name: cookie.value
            for name, browser in browsers.items()
            if (cookie := browser.get_cookie("session"))
        }

    def _activities(self) -> dict[str, object]:
        """Return those that can be applied for, planned, moved over a change of clocks, closed."""
        by = [self._world.actors["coordinator"]]
        course = activities.course()
        module = activities.module()
        activity = activities.activity(by, ("en", "fr"), [module], course=course)
        module.title = Text(en="Other words than the activity teaches")
        begin_checklist(activity)
        calls.called(activities.running(by, course=course))  # whose list can be taken
        calls.called(activity)
        waiting = registration.application(activity)
        offered = registration.application(
            activity,
            self._world.actors["applicant"],
            state=State.OFFERED,
            answer_by=self._at.replace(year=2100),
        )
        year = activities.activity(
            by,
            starts=PartialDate(f"{NEXT_YEAR}-01-01"),
            ends=PartialDate(f"{NEXT_YEAR}-12-31"),
            deadline=activities.TODAY,
        )
        session = schedule.session(year)
        asked = inviting.invitation(year, [schedule.session(year, day=1, unnamed=True)])
        last_week = activities.TODAY - timedelta(days=7)
        earned = activities.running(
            by,
            starts=PartialDate(str(last_week)),
            ends=PartialDate(str(last_week)),
            deadline=last_week,
        )
        certificates.participant(earned, [schedule.session(earned)])
        return {
            "open_key": activity.key,
            "waiting_reference": waiting.reference,
            "offered_reference": offered.reference,
            "year_key": year.key,
            "year_session_id": session.id,
            "teach_token": self._link("teach", asked.email, subject_id=asked.id),
            "draft_key": activities.activity(by, state=ActivityState.DRAFT).key,
            "earned_key": earned.key,
            "room_id": schedule.room().id,
        }

    def _links(self) -> dict[str, str]:
        first, spent = (registration.claim(activities.activity()) for _ in range(2))
        called = calls.called(activities.activity())
        before = self._at - timedelta(days=1)
        return {
            "application_token": self._link("application", first.email, subject_id=first.id),
            "spent_token": self._link("application", spent.email, before, subject_id=spent.id),
            "call_token": self._link("call", called.email, subject_id=called.id),
            "sign_in_token": self._link("sign-in", self._world.actors["applicant"].email),
        }

    def _imports(self) -> dict[str, int]:
        """Return a sheet that can be imported."""
        by = self._world.actors["coordinator"]
        sheet = b"Name;Capacity\nFuzz;5\n"
        file = imports.keep(sheet, Kind.ROOMS, None, pasted=False, by=by, at=self._at)
        return {"import_id": file.id}

    def _library(self) -> dict[str, object]:
        """Return a translation that is out of date, and a file that was sent to be taken in."""
        work = materials.work("stale", ("ar", "en"))
        arabic, english = work.editions[0].translations
        arabic.derived_from, english.version = english, 2
        db.session.flush()
        by = self._world.actors["coordinator"]
        sent = uploads.upload(by, name="stale.e1.km.from-en-v2.pdf", format="pdf")
        handed = materials.work("handed")
        materials.held(handed, "en", b"handed out")
        year = self._world.things["year_key"]
        run = db.session.scalars(select(Activity).where(Activity.key == year)).one()
        db.session.add(ActivityMaterial(activity_id=run.id, work_id=handed.id))
        return {"stale_key": work.key, "stale_id": arabic.id, "sent_token": str(sent.id)}

    def _accounts(self) -> dict[str, int]:
        disabled = self._world.actors["disabled"]
        disabled.disabled_at = self._at
        return {"disabled_id": disabled.id, "holder_id": self._holder.id}

    def _link(self, purpose: str, email: str, at=None, **over) -> str:
        return links.token(links.make(purpose, email, at or self._at, **over))

    def _add_passkey(self, browser) -> None:
        options = browser.post("/en/me/second-step/passkeys/options")
        made = self._device.make(json.loads(options.data))
        _post(browser, "/en/me/second-step/passkeys", answer=made, name="Telephone")

    def _write_draft(self, browser) -> None:
        key = self._world.things["open_key"]
        for step, typed in STEPS.items():
            if step != "check":
                browser.post(f"/en/apply/{key}/{step}", data={"course_language": "fr"} | typed)


def _post(browser, address: str, **typed: str) -> None:
    """Send a form, and a password where one is asked for."""
    answer = browser.post(address, data={"password": people.PASSWORD} | typed)
    assert answer.status_code in {200, 303}, answer.text


def built(app, build) -> tuple[object, Story, dict[str, str]]:
    """Return the world, what its story is, and its browsers' cookies."""
    with transaction():
        world = build()
        story = Story(world)
    cookies = story.tell(app)
    db.session.remove()
    return world, story, cookies
