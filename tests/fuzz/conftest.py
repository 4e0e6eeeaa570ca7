"""A site to send anything to: it is as it was before each example, and nobody is held up."""

from collections.abc import Iterator
from typing import ClassVar

import pytest
import time_machine
from werkzeug.datastructures import ImmutableMultiDict

from tests.access.calls import address, calls
from tests.access.policy import POLICY
from tests.access.world import build
from tests.conftest import built
from tests.courses.registration.form import STEPS
from tests.fuzz import world
from tests.fuzz.checking import filled, left_as_it_was, send, was_taken
from tests.fuzz.forms import Field, Form, forms_of
from tests.fuzz.odd import few
from tests.fuzz.state import State
from tests.pages import Client
from turin import clock
from turin.db import db
from turin.web.limits import limiter

# The first of them who may do something does it.
WHO = (
    *world.BROWSERS,
    "anonymous",
    "applicant",
    "participant",
    "trainer",
    "coordinator",
    "administrator",
)
NEXT_RUN = {"starts": "2031-03-03", "zone": "Europe/Rome", "country": "IT"}
# Pages whose forms another address than the policy's shows. Of two alike the first is tried.
MORE = (
    *(("registration.step", {"key": "open_key", "step": step}) for step in STEPS),
    ("calls.call", {"key": "open_key"}),
    ("call.answer", {"token": "call_token"}),
    ("registration.open_link", {"token": "application_token"}),
    ("registration.open_link", {"token": "spent_token"}),
    ("people.open_link", {"token": "sign_in_token"}),
    ("accounts.person", {"person_id": "coordinator_id"}),
    ("accounts.person", {"person_id": "disabled_id"}),
    ("accounts.person", {"person_id": "holder_id"}),
    ("registration.mine", {"reference": "offered_reference"}),
    ("registration.refuse", {"reference": "offered_reference"}),
    ("applicants.applicants", {"key": "activity_key", "state": "review"}),
    *(
        ("applicants.decide", {"key": "open_key", "deed": deed, "a": "waiting_reference"})
        for deed in ("offer", "reserve", "decline")
    ),
    *(
        (endpoint, {"key": "open_key"})
        for endpoint in (
            "activities.overview",
            "activities.edit",
            "activities.move",
            "activities.checklist",
            "modules.taught",
            "pages.ask",
        )
    ),
    ("staff.copy", {"key": "activity_key", "taken": "sessions"} | NEXT_RUN),
    *(("activities.ask", {"key": "open_key", "step": step}) for step in ("cancel", "postpone")),
    *(
        (endpoint, {"key": "draft_key"})
        for endpoint in ("activities.overview", "activities.edit", "activities.discard")
    ),
    ("activities.overview", {"key": "earned_key"}),
    ("certificates.overview", {"key": "earned_key"}),
    ("schedule.add", {"key": "year_key"}),
    ("schedule.batch", {"key": "year_key"}),
    ("schedule.repeat", {"key": "year_key"}),
    ("schedule.fill", {"key": "year_key"}),
    ("inviting.invitations", {"key": "year_key"}),
    ("invitation.answer", {"token": "teach_token"}),
    ("schedule.session", {"number": "year_session_id"}),
    ("keeping.work", {"key": "stale_key"}),
    ("handing_out.materials", {"key": "year_key"}),
    ("packs.of_activity", {"key": "year_key"}),
    ("packs.of_library", {"q": "migration"}),
    ("keeping.translation", {"key": "stale_key", "number": "stale_id"}),
    ("translating.take", {"f": "sent_token"}),
)
NO_FIELDS = {"csrf_token", "language"}
# A script sends these, without a form.
SCRIPTED = {
    "passkeys.options": ("anonymous", {}),
    "factors.passkey_options": ("applicant", {}),
    "uploads.begin": (
        "coordinator",
        {
            "name": Field("text", needed=True, values=["Handbook.pdf"]),
            "size": Field("number", needed=True, values=["5"]),
            "mark": Field("hidden", values=["1700000000000"]),
        },
    ),
}


class Browser(Client):
    """A browser of somebody who reads no page as strictly as other tests do."""

    strict = False


class Asked(ImmutableMultiDict):
    """What was sent; it notes which names the program asks for, whether they were sent or not."""

    names: ClassVar[set[str]] = set()

    def get(self, key, *args, **kwargs):
        self.names.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key, *args, **kwargs):
        self.names.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key):
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.names.add(key)
        return super().__contains__(key)


class Site:
    """The site, its people's browsers, and the forms that they find."""

    def __init__(self, app, engine, known, story, cookies) -> None:
        self.app, self.world, self.sensible = app, known, story.sensible
        self.at, self._cookies = clock.now(), cookies
        self._looked_for: dict[tuple[str, str], set[str]] = {}  # by who and path, once walked
        state = State(engine)
        self.renew, self.changed, self.close = state.renew, state.changed, state.close

    def client(self, name: str) -> Browser:
        """Return a browser of an actor, as far as she has come."""
        client = Browser(self.app, self.app.response_class)
        client.set_cookie("session", self._cookies[name])
        return client

    def openers(self, endpoint: str) -> list[str]:
        """Return who of all may open a page, and is to."""
        return [
            name
            for name in WHO
            if endpoint in world.BROWSERS.get(name, ()) or name in POLICY[endpoint].opens
        ]

    def readers(self, endpoint: str) -> list[str]:
        """Return who opens a page as it is most, and as it is least."""
        able = self.openers(endpoint)
        return able[:1] + [name for name in able[1:] if name == "coordinator"]

    def route(self, path: str, method: str) -> tuple[str, dict]:
        return self.app.url_map.bind("localhost").match(path.partition("?")[0], method)

    def pages(self) -> list[tuple[str, str]]:
        """Return the endpoint and address of every page that is opened."""
        more = [(one, address(self.app, self.world, one, values)) for one, values in MORE]
        every = calls(self.app, self.world)
        return more + [(one, path) for one, method, path in every if method == "GET"]

    def asked(self, who: str, path: str, **query) -> set[str]:
        """Return the names that the program looks for in the query of a page."""
        Asked.names.clear()
        self.client(who).get(path, query_string=query or None)
        return set(Asked.names)

    def looked_for(self, who: str, path: str) -> set[str]:
        """Return what a page looks for in its query, also where it does so after something else."""
        names = self._looked_for.get((who, path))
        if names is None:
            names = self.asked(who, path)
        return names | self.asked(who, path, **dict.fromkeys(names, "1")) if names else names

    def forms(self) -> dict[str, list[tuple[str, Form]]]:
        """Return who finds which forms, each once, by the endpoint that they go to."""
        found: dict[str, list[tuple[str, Form]]] = {}
        known = set()
        for who, form in self._every_form():
            form.to, values = self.route(form.action, form.method.upper())
            mark = (form.to, form.method, values.get("step"), values.get("deed"), *form.fields)
            if mark not in known:
                known.add(mark)
                if form.method == "post":
                    self._send_as_it_is(who, form)
                found.setdefault(form.to, []).append((who, form))
        self.renew()
        return found

    def _send_as_it_is(self, who: str, form: Form) -> None:
        """Send what is sensible, and note how it was refused, if it was.

        Names that are looked for all the same, as of buttons beside a refusal, become fields.
        """
        Asked.names.clear()
        with left_as_it_was(self):
            answer = send(self, who, form, filled(self, form))
            if not was_taken(form, answer):
                form.refused = answer.status
        unseen = sorted(Asked.names - form.fields.keys() - NO_FIELDS)
        form.fields |= {name: Field("submit", options=["1"]) for name in unseen}

    def _every_form(self) -> Iterator[tuple[str, Form]]:
        for endpoint, path in self.pages():
            for name in self.openers(endpoint):
                Asked.names.clear()
                response = self.client(name).get(path)
                self._looked_for[name, path] = set(Asked.names)
                if response.mimetype == "text/html":
                    for form in forms_of(response.text):
                        form.action = form.action or path
                        yield name, form
        for endpoint, method, path in calls(self.app, self.world):
            if method == "POST" and endpoint in SCRIPTED:
                who, fields = SCRIPTED[endpoint]
                yield who, Form(path, "post", dict(fields))


def pytest_generate_tests(metafunc):
    """Try three examples on PostgreSQL, which refuses what SQLite takes, and more on both.

    Three are done sooner than a second process has walked all pages too.
    """
    if "site" in metafunc.fixturenames:
        once = pytest.param("postgresql", marks=pytest.mark.xdist_group("fuzz"))
        engines = [once] if few() else ["postgresql", "sqlite"]
        metafunc.parametrize("site", engines, indirect=True, scope="session")


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """The site; its own, since it is put back so often."""
    with built(request.param, tmp_path_factory.mktemp("fuzz")) as (engine, app):
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.request_class = type(
            "Request", (app.request_class,), {"parameter_storage_class": Asked}
        )
        engine.renew()
        with app.app_context(), pytest.MonkeyPatch.context() as patch:
            patch.setattr(limiter, "enabled", False)
            with time_machine.travel(clock.now(), tick=False):
                known, story, cookies = world.built(app, build)
                db.engine.dispose()
                engine.keep()
                site = Site(app, engine, known, story, cookies)
        yield site
        site.close()


@pytest.fixture(autouse=True)
def _inside(site, monkeypatch):
    """Stand inside the site, at the moment it was built, and hold nobody up: these tests alone.

    What runs later in this process would otherwise run in this site, and all share the limiter.
    Nobody's sign-in grows old however long this takes.
    """
    monkeypatch.setattr(limiter, "enabled", False)
    with time_machine.travel(site.at, tick=False), site.app.app_context():
        yield


@pytest.fixture(scope="session")
def forms(site):
    with time_machine.travel(site.at, tick=False), site.app.app_context():
        return site.forms()
