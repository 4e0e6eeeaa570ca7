"""Views of the lists of activities, that somebody saves for herself."""

from urllib.parse import parse_qs, urlsplit

import pytest

from courses.activities.views import operations, queries, rules
from courses.activities.views.models import Shown
from tests.factories import activities, people
from turin.db import transaction
from turin.people.models import Role

LIST, YEAR = "/staff/activities", "/staff/activities/calendar"


@pytest.fixture
def coordinator(app, client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


def view(by, name="Arabic", query="q=Arabic&when=past", shown=Shown.LIST):
    with transaction():
        return operations.save(shown, query, name, by=by)


def tabs(client, address):
    """Return the tabs of a page by their names, and which of them is the current one."""
    links = client.get(address).page.findall(".//ul[@class='tabs']/li/a")
    current = [one.text for one in links if one.get("aria-current")]
    return {one.text: one.get("href") for one in links}, current


def send(client, address, to=None, **values):
    token = client.get(address).page.find(".//input[@name='csrf_token']").get("value")
    return client.post(to or address, data={"csrf_token": token, **values})


def test_a_list_is_saved_as_it_is_filtered_and_stands_above_the_list(client, coordinator):
    link = client.get(f"{LIST}?q=عربية&when=past&page=3").page.find(".//a[.='Save as a view']")
    form = client.get(link.get("href")).page
    hidden = {one.get("name"): one.get("value") for one in form.findall(".//input[@type='hidden']")}
    answer = client.post("/staff/views/add", data={**hidden, "name": "Arabic"})

    asked = urlsplit(answer.location)
    assert (asked.path, parse_qs(asked.query)) == (LIST, {"q": ["عربية"], "when": ["past"]})
    links, current = tabs(client, answer.location)
    assert links["Arabic"] == answer.location
    assert current == ["Arabic"]
    assert tabs(client, LIST)[1] == ["Coming and running"]


@pytest.mark.parametrize(
    ("shown", "query", "opens"),
    [
        (Shown.YEAR, "when=2027-03&state=open&q=", f"{YEAR}?state=open&when=2027-03"),
        (Shown.YEAR, "", YEAR),
        (Shown.LIST, "when=&q=&state=", f"{LIST}?when="),
        (Shown.LIST, "", f"{LIST}?when=coming"),
    ],
)
def test_her_start_view_opens_when_she_asks_for_none(client, coordinator, shown, query, opens):
    first, other = view(coordinator, "First", query, shown), view(coordinator, "Other")
    for one in (other, first):
        assert send(client, "/staff/views", f"/staff/views/{one.id}/start").status_code == 303

    assert client.get(LIST).location == opens
    assert client.get(f"{LIST}?q=&when=&state=").status_code == 200
    assert "First" in tabs(client, opens)[1]
    send(client, "/staff/views", f"/staff/views/{first.id}/plain")
    assert client.get(LIST).status_code == 200


def test_it_is_renamed_and_deleted(client, coordinator):
    made, other = view(coordinator), view(coordinator, "Other")
    address = f"/staff/views/{made.id}"

    assert send(client, address, name="French").status_code == 303
    refused = send(client, address, name="Other")
    assert refused.status_code == 422
    assert refused.page.find(".//input[@name='name']").get("value") == "Other"
    send(client, "/staff/views", f"{address}/remove")
    assert [one.name for one in queries.of(coordinator)] == [other.name]
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"name": ""}, "Give the view a name."),
        ({"name": "x" * 61}, "at most 60 letters"),
        ({"name": "Arabic"}, "Another of your views has this name"),
        ({"shown": "board"}, "Open the list once more"),
        ({"asked": "q=" + "x" * 3000}, "This is too long to be kept"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_what_was_typed(client, coordinator, over, sentence):
    view(coordinator)
    typed = {"name": "Mine", "shown": "list", "asked": "q=this", "start": "y", **over}
    answer = send(client, "/staff/views/add", **typed)

    assert answer.status_code == 422
    assert sentence in " ".join("".join(answer.page.itertext()).split())
    back = {one.get("name"): one.get("value") for one in answer.page.iter("input")}
    assert all(back[name] == words for name, words in typed.items())
    assert len(queries.of(coordinator)) == 1


def test_she_has_twenty_at_most(coordinator):
    for number in range(rules.MOST):
        view(coordinator, f"View {number}")
    with pytest.raises(rules.TooManyViews):
        view(coordinator, "One more")


def test_nobody_sees_or_changes_those_of_somebody_else(client, coordinator):
    with transaction():
        other = people.person(Role.COORDINATOR)
        activities.activity((coordinator,))
    hers = view(other, "Secret plans")
    with transaction():
        operations.start_with(hers, by=other)

    for page in (LIST, YEAR, "/staff/views"):
        assert "Secret plans" not in client.get(page).text
    assert client.get(f"/staff/views/{hers.id}").status_code == 404
    mine = view(coordinator)
    for deed in ("start", "plain", "remove"):
        assert send(client, "/staff/views", f"/staff/views/{hers.id}/{deed}").status_code == 404
    assert queries.of(other)[0].start
    assert queries.of(coordinator) == [mine]


def test_twenty_views_take_no_more_statements_than_one(client, coordinator, statements):
    view(coordinator)
    few = statements(lambda: client.get(f"{LIST}?when=past"))
    for number in range(10):
        view(coordinator, f"View {number}")
    assert statements(lambda: client.get(f"{LIST}?when=past")) == few <= 10
