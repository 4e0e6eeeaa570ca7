"""A site to send anything to: it is as it was before each example, and nobody is held up."""

import sqlite3

import pytest

from courses.registration.models import State
from tests.access.calls import address, calls
from tests.access.policy import POLICY
from tests.access.world import build
from tests.conftest import built
from tests.courses.registration.form import STEPS
from tests.factories import activities, registration
from tests.fuzz.forms import Form, forms_of
from tests.pages import Client
from turin import clock
from turin.db import db, transaction
from turin.people import links
from turin.web.limits import limiter

# The first of them who may do something does it.
WHO = ("anonymous", "applicant", "participant", "trainer", "coordinator", "administrator")
# Pages whose forms another address than the policy's shows.
MORE = (
    *(("registration.step", {"key": "open_key", "step": step}) for step in STEPS),
    ("registration.open_link", {"token": "application_token"}),
    ("people.open_link", {"token": "sign_in_token"}),
    ("accounts.person", {"person_id": "coordinator_id"}),
    ("accounts.person", {"person_id": "disabled_id"}),
    ("registration.mine", {"reference": "offered_reference"}),
    ("registration.refuse", {"reference": "offered_reference"}),
    ("applicants.applicants", {"key": "activity_key", "state": "review"}),
    *(
        ("applicants.decide", {"key": "open_key", "deed": deed, "a": "waiting_reference"})
        for deed in ("offer", "reserve", "decline")
    ),
    *(
        (endpoint, {"key": "open_key"})
        for endpoint in ("activities.overview", "activities.edit", "activities.move", "pages.ask")
    ),
    *(("activities.ask", {"key": "open_key", "step": step}) for step in ("cancel", "postpone")),
)


class Browser(Client):
    """A browser of somebody who reads no page as strictly as other tests do."""

    strict = False


class Site:
    """The site, its people's browsers, and the forms that they find."""

    def __init__(self, app, engine, world, cookies) -> None:
        self.app, self._engine, self.world, self._cookies = app, engine, world, cookies
        self._watch = None
        self.renew()

    def renew(self) -> None:
        """Let everything be as it was."""
        db.session.remove()
        db.engine.dispose()
        if self._watch:
            self._watch.close()
        self._engine.renew()
        self._watch = sqlite3.connect(self._engine.url.removeprefix("sqlite:///"))
        self._version = self._seen()

    def written(self) -> bool:
        """Whether anything was committed since it was renewed."""
        return self._seen() != self._version

    def client(self, name: str) -> Browser:
        """Return a browser of an actor, signed in."""
        client = Browser(self.app, self.app.response_class)
        client.set_cookie("session", self._cookies[name])
        return client

    def opener(self, endpoint: str) -> str:
        """Return who opens a page in these tests."""
        return next(name for name in WHO if name in POLICY[endpoint].opens)

    def endpoint(self, path: str, method: str) -> str:
        return self.app.url_map.bind("localhost").match(path.partition("?")[0], method)[0]

    def pages(self):
        """Give the endpoint and address of every page that is opened."""
        for endpoint, method, path in calls(self.app, self.world):
            if method == "GET":
                yield endpoint, path
        for endpoint, values in MORE:
            yield endpoint, address(self.app, self.world, endpoint, values)

    def forms(self) -> dict[str, list[tuple[str, Form]]]:
        """Return who finds which forms, each once, by the endpoint that they go to."""
        found: dict[str, list[tuple[str, Form]]] = {}
        known = set()
        for endpoint, path in self.pages():
            for name in WHO:
                if name not in POLICY[endpoint].opens:
                    continue
                response = self.client(name).get(path)
                if response.mimetype != "text/html":
                    continue
                for form in forms_of(response.text):
                    form.action = form.action or path
                    to = self.endpoint(form.action, form.method.upper())
                    mark = (to, form.method, *form.fields)
                    if mark not in known:
                        known.add(mark)
                        found.setdefault(to, []).append((name, form))
        self.renew()
        return found

    def _seen(self) -> int:
        return self._watch.execute("PRAGMA data_version").fetchone()[0]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site; its own, since it is put back so often."""
    with built("sqlite", tmp_path_factory.mktemp("fuzz")) as (engine, app):
        app.config["WTF_CSRF_ENABLED"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = False
        with app.app_context():
            with transaction():
                world = build()
                world.things.update(_still_open(world))
            cookies = {name: _cookie(app, world, name) for name in WHO}
            db.session.remove()
            db.engine.dispose()
            engine.keep()
            site = Site(app, engine, world, cookies)
        yield site


@pytest.fixture(autouse=True)
def _inside(site, monkeypatch):
    """Stand inside the site and hold nobody up, for these tests alone.

    What runs later in this process would otherwise run in this site, and all share the limiter.
    """
    monkeypatch.setattr(limiter, "enabled", False)
    with site.app.app_context():
        yield


@pytest.fixture(scope="session")
def forms(site):
    with site.app.app_context():
        return site.forms()


def _cookie(app, world, name: str) -> str:
    """Return the cookie of a browser: of somebody signed in, or of a stranger with a draft."""
    client = app.test_client()
    if person := world.actors[name]:
        client.enter(person)
    else:
        for step, typed in STEPS.items():
            if step != "check":
                client.post(f"/en/apply/{world.things['open_key']}/{step}", data=typed)
    return client.get_cookie("session").value


def _still_open(world) -> dict[str, str]:
    """Return the things of an activity that one can apply for."""
    activity = activities.activity([world.actors["coordinator"]])
    waiting = registration.application(activity)
    offered = registration.application(
        activity,
        world.actors["applicant"],
        state=State.OFFERED,
        answer_by=clock.now().replace(year=2100),
    )
    at, disabled = clock.now(), world.actors["disabled"]
    disabled.disabled_at = at
    claim = registration.claim(activity)
    tokens = {
        "application_token": links.make("application", claim.email, at, subject_id=claim.id),
        "sign_in_token": links.make("sign-in", world.actors["applicant"].email, at),
    }
    return {
        **{name: links.token(link) for name, link in tokens.items()},
        "disabled_id": disabled.id,
        "open_key": activity.key,
        "waiting_reference": waiting.reference,
        "offered_reference": offered.reference,
    }
