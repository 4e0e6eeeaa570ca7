"""A download that is not for everybody outlasts its sign-in, and opens nothing to anybody else."""

from datetime import timedelta

import pytest
import time_machine

from courses.materials.models import ActivityMaterial, Audience, TranslationState
from courses.registration.models import State
from tests.factories import activities, materials, packs, people, registration
from turin import clock
from turin.db import db, transaction

CONTENT = bytes(range(256)) * 40
SIGN_IN = "/en/sign-in?next=/en/library/handbook"


@pytest.fixture
def paper(app):
    """A work for participants, one of them, and the addresses of the file and of its copies."""
    with transaction():
        work = materials.work(audience=Audience.PARTICIPANTS)
        file = materials.held(work, "en", CONTENT)
        light = materials.made(file, "light", CONTENT[:9000])
        pack = packs.made([work])
        activity = activities.activity()
        db.session.add(ActivityMaterial(activity_id=activity.id, work_id=work.id))
        reader = people.person()
        applied = registration.application(activity, reader, state=State.CONFIRMED)
        start = f"/dl/{file.sha256[:12]}"
        addresses = {
            "file": f"{start}/{file.name}",
            "light": f"{start}/{light.sha256[:12]}/{file.name}",
            "pack": f"/dl/packs/{pack.parts[0].sha256[:12]}/{pack.parts[0].name}",
        }
    return work, reader, applied, addresses


def begun(app, reader, address):
    """Return where her browser gets the file from, as it keeps it for going on."""
    client = app.test_client()
    client.enter(reader)
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.location.startswith(f"{address}?key=")
    return client, answer.location


def later(hours):
    return time_machine.travel(clock.now() + timedelta(hours=hours), tick=False)


@pytest.mark.parametrize("which", ["file", "light", "pack"])
def test_it_goes_on_when_she_has_long_been_away(app, paper, which):
    client, address = begun(app, paper[1], paper[3][which])
    whole = client.get(address)
    with later(30):
        rest = client.get(address, headers={"Range": "bytes=5-", "If-Range": whole.headers["ETag"]})

    assert rest.status_code == 206
    assert whole.data[:5] + rest.data == whole.data
    assert rest.headers["Cache-Control"] == "private, no-store"
    assert rest.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in rest.headers


def test_it_ends_after_two_days(app, paper):
    client, address = begun(app, paper[1], paper[3]["file"])
    with later(47):
        assert client.get(address).status_code == 200
    with later(49):
        assert client.get(address).location == SIGN_IN


def test_it_ends_when_she_signs_out(app, paper):
    client, address = begun(app, paper[1], paper[3]["file"])
    token = client.get("/en/sign-out").page.find(".//main//input[@name='csrf_token']")
    client.post("/en/sign-out", data={"csrf_token": token.get("value")})
    assert client.get(address).location == SIGN_IN


def test_it_ends_with_her_seat_and_with_her_account(app, paper):
    _work, reader, applied, addresses = paper
    _client, address = begun(app, reader, addresses["file"])
    stranger = app.test_client()
    assert stranger.get(address).data == CONTENT
    with transaction():
        db.session.merge(applied).state = State.WITHDRAWN
    assert stranger.get(address).status_code == 404
    with transaction():
        db.session.merge(applied).state = State.CONFIRMED
        db.session.merge(reader).disabled_at = clock.now()
    assert stranger.get(address).location == SIGN_IN


def test_a_key_opens_one_address_and_only_one_of_ours_opens_it(app, client, paper):
    _client, address = begun(app, paper[1], paper[3]["file"])
    key = address.partition("?")[2]
    assert client.get(f"{paper[3]['light']}?{key}").location == SIGN_IN
    for wrong in (key[:-1], "key=", "key=1", "key=" + "x" * 5000):
        assert client.get(f"{paper[3]['file']}?{wrong}").location == SIGN_IN


def test_no_page_holds_a_key_and_what_is_for_all_needs_none(app, client, paper):
    with transaction():
        materials.held(materials.work("open"), "en", b"open", "open.pdf")
    client.enter(paper[1])
    for page in ("library", "library/handbook", "library/open/1/en"):
        assert "key=" not in client.get(f"/en/{page}").text
    (link,) = [
        one.get("href")
        for one in client.get("/en/library/open/1/en").page.iter("a")
        if "/dl/" in one.get("href", "")
    ]
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("audience", "state", "told"),
    [
        (Audience.APPLICANTS, TranslationState.PUBLISHED, True),
        (Audience.PARTICIPANTS, TranslationState.SUPERSEDED, True),
        (Audience.PARTICIPANTS, TranslationState.IN_REVIEW, False),
        (Audience.STAFF, TranslationState.PUBLISHED, False),
        (Audience.ALL, TranslationState.IN_REVIEW, False),
    ],
)
def test_only_what_the_library_tells_of_leads_a_stranger_to_the_sign_in(
    app, client, audience, state, told
):
    with transaction():
        file = materials.held(materials.work(audience=audience), "en")
        file.translation.state = state
        address = f"/dl/{file.sha256[:12]}/{file.name}"
        stranger = people.person()

    answer = client.get(address)
    assert (answer.status_code, answer.location) == ((303, SIGN_IN) if told else (404, None))
    client.enter(stranger)
    assert client.get(address).status_code == 404
