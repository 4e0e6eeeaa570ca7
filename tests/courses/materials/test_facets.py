"""The filters of the library: what each would leave, under the others; the same everywhere."""

import pytest

from courses.materials.library import facets, finding
from courses.materials.library.finding import Filters
from courses.materials.models import (
    EditionOrganisation,
    ModuleMaterial,
    Part,
    TranslationState,
    WorkKind,
    WorkPublisher,
)
from tests.factories import activities, materials
from turin.db import db, kept, transaction
from turin.db.types import Text
from turin.organisations.models import Organisation


@pytest.fixture
def shelf(app):
    """Three works: two in Khmer, one of them held; one of IOM, of which ILO has an edition."""
    with transaction():
        ilo, iom = (
            Organisation(key=key, name=Text(en=key.upper()), acronym=key.upper())
            for key in ("ilo", "iom")
        )
        module = activities.module(key="gender", title=Text(en="Gender", fr="Genre"))
        first = materials.work("first", languages=("en", "km"), year=2006)
        second = materials.work("second", languages=("km",), year=2007, kind=WorkKind.VIDEO)
        third = materials.work("third", languages=("en",), year=None)
        db.session.add_all([ilo, iom, module])
        db.session.flush()
        materials.held(first, "km")
        first.publishers = [WorkPublisher(organisation=ilo)]
        second.publishers = [WorkPublisher(organisation=iom)]
        for part, one in ((Part.PUBLISHER, ilo), (Part.PARTNER, iom)):
            second.editions[0].organisations.append(
                EditionOrganisation(organisation=one, part=part)
            )
        second.editions[0].year = 2010
        db.session.add(ModuleMaterial(module_id=module.id, work_id=third.id))


def counts(**asked) -> dict[str, dict[str, int]]:
    return {name: one.counts for name, one in facets.facets(Filters(**asked)).items()}


def test_every_value_is_counted_once_a_work(shelf):
    assert counts() == {
        "language": {"en": 2, "km": 2},
        "theme": {"gender": 1},
        "publisher": {"ilo": 2, "iom": 1},
        "year": {"2006": 1, "2007": 1, "2010": 1},
        "kind": {"handbook": 2, "video": 1},
        "held": {"1": 1},
    }


def test_a_filter_is_counted_under_the_others_and_not_under_itself(shelf):
    found = counts(language="km", kind="video")

    assert found["language"] == {"km": 1}
    assert found["kind"] == {"handbook": 1, "video": 1}
    assert found["publisher"] == {"ilo": 1, "iom": 1}
    assert found["held"] == {}


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({}, ["second", "first", "third"]),
        ({"language": "km"}, ["second", "first"]),
        ({"theme": "gender"}, ["third"]),
        ({"publisher": "ilo"}, ["second", "first"]),
        ({"publisher": "iom"}, ["second"]),
        ({"year": "2010"}, ["second"]),
        ({"year": "2006", "language": "km"}, ["first"]),
        ({"kind": "handbook"}, ["first", "third"]),
        ({"held": "1"}, ["first"]),
        ({"q": "handbook", "language": "en"}, ["first", "third"]),
        ({"held": "1", "language": "km"}, ["first"]),
        ({"held": "1", "language": "en"}, []),
    ],
)
def test_a_filter_leaves_what_it_says(shelf, asked, keys):
    assert [work.key for work in finding.library(Filters(**asked), 1).rows] == keys


def test_what_is_held_is_counted_in_the_language_that_is_asked_for(shelf):
    assert counts(language="en")["held"] == {}
    assert counts(language="km")["held"] == {"1": 1}
    assert counts(held="1")["language"] == {"km": 1}
    assert counts(held="1", language="en")["language"] == {"km": 1}
    assert counts(held="1", language="en")["held"] == {}


def test_what_many_have_is_found_as_what_few_have(shelf, monkeypatch):
    asked = [
        Filters(language="km"),
        Filters(held="1"),
        Filters(held="1", language="km"),
        Filters(held="1", language="en"),
    ]
    few = [finding.found(one) for one in asked]
    kept.drop()
    monkeypatch.setattr(finding, "OFTEN", 0)

    assert [finding.common(one).text for one in asked] == [True, True, True, False]
    assert [finding.found(one) for one in asked] == few


def test_a_planned_translation_is_counted_nowhere(shelf):
    with transaction():
        work = finding.library(Filters(theme="gender"), 1).rows[0]
        work.editions[0].translations[0].state = TranslationState.PLANNED

    assert counts()["language"] == {"en": 1, "km": 2}


def test_a_choice_tells_what_it_would_leave_and_none_that_leaves_nothing(client, shelf):
    page = client.get("/en/library?kind=video").page
    options = [one.text for one in page.iterfind(".//select[@name='lang']/option")]

    assert options == ["Any language", "ភាសាខ្មែរ – Khmer (1)"]


def test_where_more_fit_than_are_counted_the_numbers_say_so(client, shelf, monkeypatch):
    for module in (finding, facets):
        monkeypatch.setattr(module, "MOST_FOUND", 2)
    for query in (finding._ranked, facets._counting):
        query.cache_clear()
    answer = client.get("/en/library")
    for query in (finding._ranked, facets._counting):
        query.cache_clear()
    languages = [one.text for one in answer.page.iterfind(".//select[@name='lang']/option")]
    themes = [one.text for one in answer.page.iterfind(".//select[@name='theme']/option")]

    assert "2 works and more" in answer.text
    assert languages == ["Any language", "English (1+)", "ភាសាខ្មែរ – Khmer (2+)"]
    assert themes == ["All themes", "Gender"]


def test_a_chosen_filter_is_a_chip_that_takes_it_away(client, shelf):
    page = client.get("/fr/library?theme=gender&lang=en&year=1&kind=x&held=2").page
    chips = {
        one[-1].tail.strip(): one.get("href") for one in page.iterfind(".//ul[@class='chips']/li/a")
    }

    assert chips == {
        "English – anglais": "/fr/library?theme=gender&year=1&kind=x&held=2",
        "Genre": "/fr/library?lang=en&year=1&kind=x&held=2",
        "1": "/fr/library?theme=gender&lang=en&kind=x&held=2",
    }
