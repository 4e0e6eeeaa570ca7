"""The papers of an activity: who may have them, what stands on them, and what must not."""

import re
from datetime import timedelta

import pypdfium2
import pytest
import time_machine

from courses.activities.models import State
from courses.pages.printing.drawing import draw
from courses.pages.printing.kinds import Paper
from tests import spreadsheets
from tests.factories import activities, certificates, people, schedule
from tests.forms import send
from turin import clock
from turin.audit.models import AuditEntry
from turin.db import db, transaction
from turin.db.types import PartialDate, Text
from turin.fonts import Undrawable
from turin.people.models import Role

PAPERS = "/staff/activities/A1/papers"
NAMES = {
    "Amina Haddad": "أمينة حداد",
    "Anahit Harutyunyan": "Անահիտ Հարությունյան",
    "Anna Ivanova": "Анна Сергеевна Иванова",
    "Chanbandol Sok": "សុខ ចាន់បណ្តុះបណ្តាល",
    "Kim Ji-young": "김지영",  # no font of ours has it: the passport name stands alone
    "Ouyang Xiaohong": "欧阳晓红",
    "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Cholmondeley de la Vega": "",
}
# The note tells for whom an activity is, and names nobody.
PDFS = [paper for paper in Paper if paper.form == "pdf" and paper is not Paper.NOTE]


@pytest.fixture
def sara(app):
    with transaction():
        return people.person(Role.COORDINATOR, name="Sara Bianchi")


@pytest.fixture
def trainer(app):
    with transaction():
        return people.person(Role.TRAINER, name="Ada Obi")


@pytest.fixture
def activity(sara, trainer):
    with transaction():
        made = activities.activity(
            [sara], key="A1", starts=PartialDate("2027-03-08"), ends=PartialDate("2027-03-09")
        )
        room = schedule.room(name="Africa")
        for day in (0, 1):
            for at in ("09:00", "14:00"):
                schedule.session(made, day=day, at=at, trainers=[trainer], room=room)
        for name, own in NAMES.items():
            certificates.participant(
                made,
                name=name,
                certificate_name=own,
                country="DZ",
                course_language="en",
                organisation="Union of Domestic Workers",
                position="Shop steward",
            )
        return made


def had(client, paper, language="en"):
    """Ask for a paper on its page, and return the file that one is led to."""
    answer = send(client, PAPERS, paper=paper, language=language)
    assert answer.status_code == 303
    return client.get(answer.location)


def words(response) -> str:
    """Return the text of a PDF, with single spaces."""
    pages = pypdfium2.PdfDocument(response.data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "pt", "ru", "zh"])
def test_the_dossier_names_everybody_in_order_in_every_language(client, sara, activity, language):
    client.enter(sara)
    read = words(had(client, Paper.DOSSIER, language))
    places = [read.index(name.split()[0]) for name in NAMES]  # pdfium turns lines of Arabic round

    assert places == sorted(places)
    assert "\ufffd" not in read
    assert "欧阳晓红" in read
    assert language == "ar" or "Anna Ivanova Анна Сергеевна Иванова" in read


@pytest.mark.parametrize("paper", PDFS)
def test_no_paper_names_a_group_or_an_organisation(client, sara, activity, paper):
    client.enter(sara)

    assert not re.search("union|worker|steward", words(had(client, paper)), re.IGNORECASE)


@pytest.mark.parametrize(
    ("paper", "pages"),
    [
        (Paper.PROGRAMME, 1),
        (Paper.PARTICIPANTS, 1),
        (Paper.SIGN_IN_BY_DAY, 2),
        (Paper.SIGN_IN_BY_SESSION, 4),
        (Paper.CARDS, 4),  # seven cards, two on a sheet
        (Paper.DOSSIER, 8),
    ],
)
def test_a_paper_has_its_pages(client, sara, activity, paper, pages):
    client.enter(sara)
    file = had(client, paper)

    assert len(pypdfium2.PdfDocument(file.data)) == pages
    assert file.headers["Content-Disposition"] == f'attachment; filename="A1-{paper}.pdf"'
    assert file.headers["Cache-Control"] == "no-store"


def test_a_sign_in_sheet_asks_for_each_session_of_its_day(client, sara, activity):
    client.enter(sara)
    first = pypdfium2.PdfDocument(had(client, Paper.SIGN_IN_BY_DAY).data)[0]
    read = first.get_textpage().get_text_range()

    assert "Monday 8 March 2027" in read.replace(",", "")
    assert ("09:00–10:30" in read, "14:00–15:30" in read) == (True, True)
    assert first.get_width() > first.get_height()


def test_an_arabic_page_is_mirrored(client, sara, activity):
    client.enter(sara)
    mark = (52, 42)  # in the house mark, from the corner where lines start
    colours = []
    for language in ("en", "ar"):
        pdf = pypdfium2.PdfDocument(had(client, Paper.PROGRAMME, language).data)
        page = pdf[0].render(scale=1).to_pil().convert("RGB")
        colours.append([page.getpixel((x, mark[1])) for x in (mark[0], page.width - mark[0])])

    navy, white = (35, 0, 80), (255, 255, 255)
    assert colours == [[navy, white], [white, navy]]


def test_a_name_that_no_font_has_is_refused_in_words(client, sara, activity):
    with transaction():
        certificates.participant(activity, name="김지영")
    client.enter(sara)
    answer = send(client, PAPERS, paper=Paper.CARDS, language="en")

    assert answer.status_code == 422
    assert "We have no font for these letters: 김 지 영." in answer.text
    assert db.session.query(AuditEntry).filter_by(deed="papers.exported").count() == 0


def test_letters_are_looked_for_in_the_language_of_the_paper(client, sara, activity):
    with transaction():
        schedule.session(activity, at="16:00", title=Text(en="Closing", ar="الختام ☭"))
    client.enter(sara)
    answer = send(client, PAPERS, paper=Paper.PROGRAMME, language="ar")

    assert answer.status_code == 422
    assert "We have no font for these letters: ☭." in answer.text
    assert "Closing" in words(had(client, Paper.PROGRAMME))


def test_who_asked_before_a_name_was_spoilt_is_told(client, sara, activity):
    client.enter(sara)
    address = send(client, PAPERS, paper=Paper.CARDS, language="ar").location
    with transaction():
        certificates.participant(activity, name="김지영")

    told = client.get(address, follow_redirects=True)
    assert "We have no font for these letters: 김 지 영." in told.text


def test_no_box_stands_in_place_of_a_letter(app, activity):
    part = {"is": "cards", "cards": [{"large": {"words": "김", "direction": "ltr"}}]}
    part["cards"][0] |= {"small": None, "country": ""}
    with pytest.raises(Undrawable, match="could not be displayed"):
        draw(activity, [part], activities.TODAY)


def test_every_paper_is_noted_with_who_took_it(client, sara, activity):
    client.enter(sara)
    had(client, Paper.PARTICIPANTS, "ar")
    (noted,) = db.session.query(AuditEntry).filter_by(deed="papers.exported")

    assert (noted.person_id, noted.subject_id) == (sara.id, activity.id)
    assert noted.facts == {"paper": "participants", "language": "ar"}


def test_the_address_of_a_paper_is_for_whoever_asked_and_for_a_short_while(
    client, sara, activity, trainer
):
    client.enter(sara)
    address = send(client, PAPERS, paper=Paper.SIGN_IN_BY_DAY, language="en").location
    assert client.get(address.replace(".pdf", ".xlsx")).status_code == 404
    assert client.get(address).status_code == 200

    client.enter(trainer)
    assert client.get(address).status_code == 404
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        client.enter(sara)
        assert client.get(address).status_code == 404


def test_another_note_of_the_audit_opens_nothing(client, sara, activity):
    client.enter(sara)
    had(client, Paper.CARDS)
    with transaction():
        db.session.query(AuditEntry).filter_by(deed="papers.exported").one().deed = "papers.other"
    number = db.session.query(AuditEntry).filter_by(deed="papers.other").one().id

    assert client.get(f"/staff/papers/{number}.pdf").status_code == 404


def test_a_trainer_has_the_sign_in_sheets_and_nothing_else(client, activity, trainer):
    client.enter(trainer)
    offered = [
        one.get("value") for one in client.get(PAPERS).page.iterfind(".//input[@type='radio']")
    ]

    assert offered == ["sign-in-days", "sign-in-sessions"]
    assert "Amina Haddad" in words(had(client, Paper.SIGN_IN_BY_SESSION))
    assert send(client, PAPERS, paper=Paper.PARTICIPANTS, language="en").status_code == 422


def test_who_teaches_elsewhere_has_no_paper(client, activity):
    with transaction():
        stranger = people.person(Role.TRAINER)
    client.enter(stranger)

    assert client.get(PAPERS).status_code == 404


def test_a_table_holds_texts_and_no_formula(client, sara, activity):
    with transaction():
        certificates.participant(
            activity, name='=HYPERLINK("http://evil.example")', phone="+213550123456", email="@x"
        )
    client.enter(sara)
    sheet = spreadsheets.read(had(client, Paper.PARTICIPANTS_TABLE).data)
    (row,) = (one for one in sheet.rows if "HYPERLINK" in one[1])

    assert row[1] == '\'=HYPERLINK("http://evil.example")'
    assert row[5:7] == ["'@x", "'+213550123456"]
    assert sheet.formulas == []
    assert [one[1] for one in sheet.rows[2:9]] == list(NAMES)


def test_an_arabic_table_runs_from_the_right(client, sara, activity):
    client.enter(sara)
    arabic = spreadsheets.read(had(client, Paper.PROGRAMME_TABLE, "ar").data)

    assert arabic.rtl
    assert not spreadsheets.read(had(client, Paper.PROGRAMME_TABLE).data).rtl
    assert [row[0] for row in arabic.rows[1:]] == ["2027-03-08"] * 2 + ["2027-03-09"] * 2
    assert arabic.rows[1][5:] == ["الافتتاح", "Africa", "Ada Obi"]


def test_anybody_has_the_programme_without_those_who_teach(client, activity):
    answer = client.get("/en/courses/A1/programme.pdf")

    assert answer.headers["Cache-Control"] == "public, max-age=300"
    read = words(answer)
    assert ("Opening" in read, "Africa" in read, "Ada Obi" in read) == (True, True, False)


def test_the_programme_of_a_plan_is_not_public(client, activity):
    with transaction():
        activity.state = State.DRAFT

    assert client.get("/en/courses/A1/programme.pdf").status_code == 404


def test_what_no_font_has_makes_no_public_programme(client, activity):
    with transaction():
        schedule.session(activity, at="16:00", title=Text(ko="개회"))

    assert client.get("/en/courses/A1/programme.pdf").status_code == 404


def test_an_activity_without_anybody_or_anything_has_its_papers(client, sara):
    with transaction():
        activities.activity([sara], key="A1", starts=PartialDate("2027-03"), ends=None)
    client.enter(sara)
    read = words(had(client, Paper.DOSSIER))

    assert "The timetable is not known yet." in read
    assert "Nobody has a confirmed seat yet." in read


def test_a_paper_reads_nothing_that_it_does_not_tell(client, sara, activity, statements):
    client.enter(sara)
    counts = []
    for paper in (Paper.DOSSIER, Paper.PROGRAMME, Paper.CARDS, Paper.NOTE):
        address = send(client, PAPERS, paper=paper, language="en").location
        counts.append(statements(lambda address=address: client.get(address)))

    assert all(count < counts[0] for count in counts[1:3])
    assert counts[3] <= 10


def test_the_dossier_takes_as_many_statements_for_many_people(client, sara, activity, statements):
    client.enter(sara)
    address = send(client, PAPERS, paper=Paper.DOSSIER, language="en").location

    assert statements(lambda: client.get(address)) <= 12
