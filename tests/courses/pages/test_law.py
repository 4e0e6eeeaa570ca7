"""What is recorded of the law: on pages of instruments and countries, and in briefings on paper."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import yaml
from flask_babel import force_locale

from courses.activities.models import Delivery
from courses.catalogue.models import InstrumentKind, Mode
from courses.registration.models import State
from tests.factories import activities, materials, people, registration, standards
from turin import countries
from turin.db import transaction
from turin.db.types import PartialDate, Text
from turin.language.formats import partial_day
from turin.people.models import Role

FACTS = yaml.safe_load((Path(__file__).parent / "law.yaml").read_text(encoding="utf-8"))
NOTE = "Note to the Governing Body of the ILO, 18 February 2008, paragraph"


def words(answer):
    return " ".join("".join(answer.page.itertext()).split())


def paper(answer):
    """Return the words of a PDF, in order."""
    with pypdfium2.PdfDocument(BytesIO(answer.data)) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.fixture
def coordinator(client):
    with transaction():
        made = people.person(Role.COORDINATOR)
    client.enter(made)
    return made


def told(fact) -> str:
    """Return how a page tells one of the sixteen ratifications: when and how, and from where."""
    with force_locale("en_GB"):
        day = partial_day(PartialDate(fact["date"]))
    how = fact.get("mode", "by which act is not recorded")
    return f"{day}, {how} Source: {NOTE} 9"


def test_the_sixteen_ratifications_of_the_note_come_out_with_their_paragraph(client, example):
    assert len(FACTS["ratifications"]) == 16
    for fact in FACTS["ratifications"]:
        page = words(client.get(f"/en/standards/{fact['instrument']}"))
        with force_locale("en_GB"):
            name = countries.country_name(fact["country"])
        assert f"{name}, {told(fact)}" in page
        assert told(fact) in words(client.get(f"/en/countries/{fact['country']}"))


def test_they_stand_in_the_briefing_and_on_its_paper(client, app, example, coordinator):
    with transaction():
        made = activities.activity((coordinator,))
    asked = "&".join(
        f"country={code}" for code in sorted({f["country"] for f in FACTS["ratifications"]})
    )
    page = words(client.get(f"/staff/activities/{made.key}/countries?{asked}"))
    answer = client.get(f"/staff/activities/{made.key}/countries.pdf?{asked}")
    printed = paper(answer)
    assert answer.mimetype == "application/pdf"
    for fact in FACTS["ratifications"]:
        assert told(fact) in page
        assert told(fact) in printed


def test_revisions_of_law_and_the_count_of_profiles_are_told_with_their_source(client, example):
    for code in FACTS["law_revisions"]["countries"]:
        page = words(client.get(f"/en/countries/{code}"))
        assert (
            f"supported a revision of its law or policy on labour migration. Source: {NOTE} 9"
            in page
        )
        assert "there are 55, and the source does not say of which countries." in page
    assert "No revision is recorded here." in words(client.get("/en/countries/DZ"))
    for key in FACTS["legislative_profiles"]["based_on"]:
        assert "55 profiles of what national law says" in words(client.get(f"/en/standards/{key}"))


def test_what_is_not_recorded_is_never_called_not_ratified(client, example):
    page = words(client.get("/en/countries/FR"))
    assert page.count("Convention") >= 7
    assert "Not recorded here: Migration for Employment Convention (Revised), 1949" in page
    assert "may be bound too" in page
    assert "not ratified" not in page.casefold()


def test_a_succession_is_told_as_one(client, app):
    with transaction():
        one = standards.instrument()
        standards.bound(one, "RS", mode=Mode.SUCCESSION, date=PartialDate("2000-11-24"))
    assert "Serbia, 24 November 2000, succession" in words(client.get("/en/standards/C097"))


def test_a_framework_binds_nobody(client, app):
    with transaction():
        standards.instrument("MFLM", InstrumentKind.FRAMEWORK)
    assert "Who is recorded as bound" not in words(client.get("/en/standards/MFLM"))
    assert "Convention MFLM" not in words(client.get("/en/countries/AL"))


@pytest.mark.parametrize("path", ["standards/C999", "countries/XX", "countries/al"])
def test_what_there_is_not_is_not_found(client, app, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_the_standards_are_listed_with_their_countries_and_an_empty_list_says_so(client, app):
    assert "No instrument is recorded here yet." in words(client.get("/en/standards"))
    with transaction():
        standards.bound(standards.instrument(), "AL")
    page = words(client.get("/en/standards"))
    assert "Convention C097 ILO Convention1 country is recorded" in page
    assert "Albania" in page


def test_a_briefing_tells_of_the_host_and_of_those_of_the_audience_that_have_records(client, app):
    with transaction():
        standards.bound(standards.instrument(), "DZ")
        made = activities.activity(
            country="NP", delivery=Delivery.FIELD, audience_regions=["africa"]
        )
    page = client.get(f"/en/courses/{made.key}/countries")
    assert [h.text for h in page.page.iterfind(".//article/h2")] == ["Algeria", "Nepal"]
    assert "Nothing is recorded here of: Angola" in words(page)


def test_a_country_of_few_applicants_is_not_betrayed(client, app, coordinator):
    with transaction():
        standards.instrument()
        made = activities.activity((coordinator,))
        for country, number in (("LA", 4), ("KE", 5)):
            for _ in range(number):
                registration.application(made, country=country)
        registration.application(made, state=State.DRAFT, verified_at=None, country="LA")
    heads = client.get(f"/staff/activities/{made.key}/countries").page.iterfind(".//article/h2")
    assert [head.text for head in heads] == ["Kenya"]
    heads = client.get(f"/staff/activities/{made.key}/countries?country=LA").page
    assert [head.text for head in heads.iterfind(".//article/h2")] == ["Kenya", "Laos"]
    assert "Kenya" not in words(client.get(f"/en/courses/{made.key}/countries"))


def test_materials_in_the_languages_of_a_country_are_told_held_or_not(client, app):
    with transaction():
        work = materials.work(languages=("ar", "fr"), title=Text(en="Handbook"))
        materials.held(work, "fr")
        materials.work(key="other", languages=("ru",), title=Text(en="Something Russian"))
    page = words(client.get("/en/countries/DZ"))
    assert "Handbook FrenchArabic, text not held here" in page
    assert "Something Russian" not in page
    assert "We know of nothing in Nepali." in words(client.get("/en/countries/NP"))


def test_a_briefing_of_fifty_countries_takes_no_more_statements_than_one_of_two(
    client, app, example, coordinator, statements
):
    with transaction():
        made = activities.activity((coordinator,))
    path = f"/staff/activities/{made.key}/countries"
    few, many = (
        statements(lambda asked=asked: client.get(f"{path}?{asked}"))
        for asked in (
            "country=AL&country=SY",
            "&".join(f"country={c}" for c in list(countries.all_countries())[:30]),
        )
    )
    assert few == many <= 10


@pytest.mark.parametrize("language", ["ar", "zh", "ru"])
def test_the_paper_is_drawn_in_the_language_of_the_reader(client, example, language):
    with transaction():
        reader = people.person(Role.COORDINATOR, language=language)
        made = activities.activity((reader,))
    client.enter(reader)
    answer = client.get(f"/staff/activities/{made.key}/countries.pdf?country=AL")
    with force_locale({"zh": "zh_Hans_CN"}.get(language, language)):
        assert answer.data.startswith(b"%PDF")
        if language != "ar":
            assert countries.country_name("AL") in paper(answer)


def test_a_title_that_no_font_has_is_told_on_the_page(client, coordinator):
    with transaction():
        made = activities.activity((coordinator,), title=Text(en="Fair recruitment 김"))
    told = client.get(f"/staff/activities/{made.key}/countries.pdf", follow_redirects=True)
    assert "We have no font for these letters: 김." in told.text


def test_an_activity_leads_to_its_briefing_where_it_names_a_country_or_a_region(client, app):
    with transaction():
        away = activities.activity(country="NP", delivery=Delivery.FIELD)
        here = activities.activity()
    for made, leads in ((away, True), (here, False)):
        page = client.get(f"/en/courses/{made.key}", follow_redirects=True).page
        links = {link.get("href") for link in page.iter("a")}
        assert (f"/en/courses/{made.key}/countries" in links) is leads
