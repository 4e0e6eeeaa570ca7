"""Where somebody is signed in, as she sees it herself."""

import pytest
from sqlalchemy import select

from tests.factories import people
from tests.forms import send, typed, words
from turin.db import db, transaction
from turin.people import browsers
from turin.people.models import Person, SignIn

LIST = "/en/me/sign-ins"
PHONE = (
    "Mozilla/5.0 (Linux; Android 9; SM-J415F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/120.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def amina(client) -> Person:
    """She is signed in."""
    with transaction():
        made = people.person(password=people.PASSWORD)
    client.enter(made)
    return made


@pytest.fixture
def other(app, amina):
    """Another browser of hers."""
    other = app.test_client()
    other.enter(amina)
    return other


def press(client, address: str):
    return client.post(address, data={"csrf_token": typed(client.get(LIST))["csrf_token"]})


def ids(person: Person) -> list[int]:
    return list(db.session.scalars(select(SignIn.id).where(SignIn.person_id == person.id)))


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Chrome, Android"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/6",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge, Windows"),
        ("curl/8.0", ""),
    ],
)
def test_a_browser_is_named_roughly(agent, name):
    assert browsers.named(agent) == name


def test_a_sign_in_is_listed_with_its_browser_and_this_one_is_marked(client, app, amina):
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    send(phone, "/en/sign-in", email=amina.email, password=people.PASSWORD)
    rows = [
        " ".join(row.itertext()).split() for row in client.get(LIST).page.iterfind(".//tbody/tr")
    ]
    assert len(rows) == 2
    assert "Chrome," in rows[0]
    assert "This" not in rows[0]
    assert "This" in rows[1]


def test_no_network_address_is_kept(client, app, amina):
    phone = app.test_client()
    phone.environ_base["REMOTE_ADDR"] = "192.0.2.77"
    send(phone, "/en/sign-in", email=amina.email, password=people.PASSWORD)
    held = db.session.execute(select(SignIn.__table__)).all()
    assert "192.0.2.77" not in str(held)


def test_one_sign_in_is_ended_and_this_one_stays(client, other, amina):
    assert press(client, f"{LIST}/{ids(amina)[1]}/end").status_code == 303
    assert other.get(LIST).status_code == 303
    assert client.get(LIST).status_code == 200


def test_all_others_are_ended_at_once(client, other, amina):
    assert press(client, f"{LIST}/end-others").status_code == 303
    assert other.get(LIST).status_code == 303
    assert "Sign out all other browsers" not in words(client.get(LIST))


def test_nobody_ends_a_sign_in_of_somebody_else(client, app, amina, other):
    stranger = app.test_client()
    with transaction():
        somebody = people.person()
    stranger.enter(somebody)
    press(client, f"{LIST}/{ids(somebody)[0]}/end")
    assert stranger.get(LIST).status_code == 200


def test_a_sign_in_on_the_same_browser_ends_the_one_before(client, amina):
    send(client, "/en/sign-in", email=amina.email, password=people.PASSWORD)
    assert len(list(client.get(LIST).page.iterfind(".//tbody/tr"))) == 1
