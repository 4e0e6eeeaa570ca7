"""What was made of a file is shown beside it, to whoever may have the file."""

import pytest

from courses.materials.derived.models import Reason, State
from courses.materials.models import Audience
from tests.factories import materials, papers, people
from turin.db import transaction
from turin.people.models import Role

PICTURE = b"\xff\xd8\xff a picture"
WORDS = "<h2>دليل</h2>\n<p>للعاملة المهاجرة حقوق.</p>"


def put(audience=Audience.ALL, language="ar", **made):
    """Return a file of a work in ``language`` of which all was made."""
    work = materials.work(languages=(language,), audience=audience)
    file = materials.held(work, language, papers.sample(), "دليل.pdf")
    details = {"width": 320, "height": 454}
    materials.made(file, "picture", PICTURE, details=details)
    materials.made(file, "contents", details={"pages": 9, "entries": [[0, "الحقوق", 3]]})
    materials.made(file, "text", WORDS.encode())
    materials.made(file, "light", b"fewer octets", **made)
    return file


def addresses(file):
    start = f"/dl/{file.sha256[:12]}"
    made = {one.kind: one for one in materials.all_made(file)}
    return {
        "picture": f"{start}/{made['picture'].sha256[:12]}/{file.name}",
        "light": f"{start}/{made['light'].sha256[:12]}/{file.name}",
        "text": f"/en/library/text/{file.sha256[:12]}/{file.name}",
    }


def test_a_work_shows_the_first_page_contents_text_and_a_lighter_file(app, client):
    with transaction():
        file = put()
        where = addresses(file)

    page = client.get("/ar/library/handbook").page

    (picture,) = page.iterfind(".//img")
    assert picture.get("alt") == "الصفحة الأولى من دليل.pdf"
    shown = [picture.get(name) for name in ("width", "height", "loading")]
    assert shown == ["320", "454", "lazy"]
    assert client.get(picture.get("src")).data == PICTURE
    (contents,) = page.iterfind(".//details[@class='acc']/ul")
    assert (contents.get("lang"), contents.get("dir")) == ("ar", "rtl")
    assert " ".join("".join(contents.itertext()).split()) == "الحقوق 3"
    links = {link.get("href") for link in page.iterfind(".//main//a")}
    assert client.get(where["light"]).data == b"fewer octets"
    assert {"/ar" + where["text"][3:], where["light"]} <= {_plain(link) for link in links}


def _plain(href):
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(href)


def test_the_text_says_its_language_and_that_it_was_made_automatically(app, client):
    with transaction():
        where = addresses(put())

    answer = client.get(where["text"].replace("/en/", "/fr/"))

    assert (answer.page.get("lang"), answer.page.get("dir")) == ("fr", "ltr")
    main = answer.page.find(".//main")
    assert (main.get("lang"), main.get("dir")) == ("ar", "rtl")
    assert [one.text for one in main] == ["دليل", "للعاملة المهاجرة حقوق."]
    assert "généré automatiquement" in answer.text
    links = [_plain(link.get("href")) for link in answer.page.iterfind(".//header//a")]
    assert links == ["/fr/library/handbook", where["text"].replace("/en/library/text", "/dl")]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert len(answer.data) < 2500


def test_a_picture_is_kept_for_good_under_an_address_of_its_content(app, client):
    with transaction():
        where = addresses(put())

    answer = client.get(where["picture"])

    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "-light.pdf" in client.get(where["light"]).headers["Content-Disposition"]


@pytest.mark.parametrize("kind", ["picture", "light", "text"])
def test_what_was_made_is_for_those_whom_the_file_is_for(kind, app, client):
    with transaction():
        address = addresses(put(Audience.STAFF))[kind]
        coordinator = people.person(Role.COORDINATOR)

    assert client.get(address).status_code == 404
    client.enter(coordinator)
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_was_not_made_is_not_there(app, client):
    with transaction():
        file = materials.held(materials.work(), "en", b"a file", "handbook.pdf")
        materials.made(file, "text", state=State.WAITING)

    start = f"{file.sha256[:12]}/"
    assert client.get(f"/en/library/text/{start}handbook.pdf").status_code == 404
    assert client.get(f"/dl/{start}000000000000/handbook.pdf").status_code == 404
    assert client.get(f"/dl/{start}{'%' * 12}/handbook.pdf").status_code == 404
    assert client.get("/en/library/handbook").page.find(".//img") is None


def test_staff_reads_what_is_being_prepared_and_what_was_not_possible(app, client):
    with transaction():
        file = materials.held(materials.work(), "en", b"a file", "handbook.pdf")
        materials.made(file, "text", state=State.WAITING)
        materials.made(file, "picture", state=State.NOT_POSSIBLE, reason=Reason.ENCRYPTED)
        coordinator = people.person(Role.COORDINATOR)
    said = ["Text only: being prepared", "Picture of the first page: The file is locked"]

    assert not any(words in client.get("/en/library/handbook").text for words in said)
    client.enter(coordinator)
    assert all(words in client.get("/en/library/handbook").text for words in said)
