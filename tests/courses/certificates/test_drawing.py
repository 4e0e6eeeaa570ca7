import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pikepdf
import pytest

from courses.certificates.drawing import Printed, Undrawable, draw, page
from tests.courses.certificates.pictures import code, is_blank, part, picture
from tests.factories.certificates import NUMBER, printed
from turin.fonts import FontChanged, typesetting

pytestmark = pytest.mark.usefixtures("translations")

NAVY = (35, 0, 80)
NAMES = {
    "Latin": "Amina Kouyaté-Okafor",
    "Vietnamese": "Nguyễn Thị Hồng Ánh",
    "Cyrillic": "Анна Сергеевна Иванова",
    "Chinese": "欧阳晓红",
    "Arabic with marks": "فاطمة بنت عبد اللّٰه محمّد",
    "two directions": "محمد (Mohamed) بن علي",
    "Khmer": "សុខ ចាន់បណ្តុះបណ្តាល",
    "Devanagari": "सुनीता श्रेष्ठ",
    "Lao": "ສົມສັກ ວົງສະຫວັນ",
    "Ethiopic": "ተስፋዬ ገብረ ሥላሴ",
    "Myanmar": "ဒေါ်အောင်ဆန်းစုကြည်",
    "Armenian": "Անահիտ Հարությունյան",
    "Georgian": "ქეთევან ბერიძე",
    "120 letters": "Amina " * 20,
    "120 letters in one word": "W" * 120,
    "200 letters": "Wolfeschlegelsteinhausenbergerdorff " * 6,
    "one letter": "O",
    "code": '#panic("x") $a$ <c> \\ [',
}


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def assert_keeps_its_margins(image):
    assert is_blank(part(image, 10, 30, 26, 199)), "something is left of the text"
    assert is_blank(part(image, 271, 46, 287, 199)), "something is right of the text"
    assert is_blank(part(image, 10, 190, 287, 200)), "something is below the text"


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_is_drawn_on_one_page_with_its_code(name):
    image = picture(draw(printed(holder=name.strip())))
    assert code(image) == f"HTTPS://COURSES.EXAMPLE.ORG/V/{NUMBER}"
    assert_keeps_its_margins(image)


def test_a_long_title_keeps_its_margins():
    title = "Decent work for migrant workers: governance, recruitment, skills, protection; " * 3
    image = picture(draw(printed(activity=title, holder="Amina " * 20, venue="Turin, " * 12)))
    assert code(image).endswith(NUMBER)
    assert_keeps_its_margins(image)


def test_the_arabic_page_is_mirrored():
    latin = picture(draw(printed()))
    arabic = picture(draw(printed(language="ar", holder=NAMES["Arabic with marks"])))
    width = latin.width - 1
    assert latin.getpixel((width, 0)) == arabic.getpixel((0, 0)) == NAVY
    assert is_blank(part(latin, 0, 0, 8, 8))
    assert is_blank(part(arabic, 289, 0, 297, 8))
    assert code(arabic).endswith(NUMBER)


def test_the_same_facts_give_the_same_bytes():
    assert draw(printed()) == draw(printed())
    assert draw(printed()) != draw(printed(holder="Another Name"))


def test_threads_draw_side_by_side(translations):
    def drawn(number):
        with translations.app_context():
            return draw(printed(holder=f"Amina {number}"))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(drawn, range(8))) == [drawn(number) for number in range(8)]


def test_what_cannot_be_drawn_does_not_harm_what_is_drawn_next():
    before = draw(printed())
    with pytest.raises(Undrawable):
        draw(printed(holder="김지영"))
    assert draw(printed()) == before


def test_the_document_says_what_it_is():
    pdf = opened(draw(printed(language="ar", holder="فاطمة")))
    assert pdf.Root.Lang == "ar"
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as metadata:
        assert "فاطمة" in metadata["dc:title"]
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["xmp:CreateDate"].startswith("2027-03-19")


def test_the_code_has_a_text_for_those_who_do_not_see_it():
    pdf = opened(draw(printed()))
    texts = [
        str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
    ]
    assert texts == ["Code that opens the page on which this certificate can be checked"]


@pytest.mark.parametrize("name", ["김지영", "Ana 😀"])
def test_a_name_that_no_font_has_is_refused(name):
    with pytest.raises(Undrawable):
        draw(printed(holder=name))


def test_a_page_without_its_fonts_is_refused_rather_than_left_blank(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "files", lambda: (tmp_path / "NotoSans.ttf",))
    typesetting.for_typst.cache_clear()
    monkeypatch.setattr(
        typesetting, "_own", threading.local()
    )  # as in a process that has drawn nothing
    with pytest.raises(FontChanged):
        draw(printed())


def test_what_is_printed_survives_its_keeping():
    assert Printed.from_json(printed().as_json()) == printed()


@pytest.mark.parametrize(
    ("language", "start", "end", "words"),
    [
        ("en", date(2027, 3, 8), date(2027, 3, 19), "8–19 March 2027"),
        ("en", date(2027, 3, 8), date(2027, 3, 8), "8 March 2027"),
        ("es", date(2027, 3, 8), date(2027, 3, 19), "8–19 de marzo de 2027"),
        ("ru", date(2027, 3, 8), date(2027, 3, 19), "8–19 марта 2027\u00a0г."),
        ("zh", date(2027, 3, 8), date(2027, 3, 19), "2027年3月8–19日"),
        ("ar", date(2027, 3, 8), date(2027, 3, 19), "8–19 آذار/مارس 2027"),
        ("ar", date(2027, 11, 5), date(2027, 11, 5), "5 تشرين الثاني/نوفمبر 2027"),
    ],
)
def test_dates_are_written_as_the_language_does(language, start, end, words):
    facts = page.words(printed(language=language, start=start, end=end))["facts"]
    assert facts[0]["value"] == words


def test_dates_in_two_months_name_both_months():
    facts = page.words(printed(start=date(2027, 3, 29), end=date(2027, 4, 2)))["facts"]
    assert facts[0]["value"] == "29 March to 2 April 2027"
