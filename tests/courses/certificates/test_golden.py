"""A name is drawn as somebody who reads its script has seen and approved it.

The pictures beside this file were looked at. After a change of fonts, engine or design, draw them
anew with ``python -m tests.courses.certificates.test_golden``, and look at each before it is kept.
"""

from pathlib import Path

import pytest
from PIL import Image

from courses.certificates.drawing.page import draw
from tests.courses.certificates.pictures import name_on, picture, unlike
from tests.factories.certificates import printed

pytestmark = pytest.mark.usefixtures("translations")

FOLDER = Path(__file__).parent / "golden"
MOST_UNLIKE = 0.001  # of all points
NAMES = {
    "arabic": "فاطمة بنت عبد اللّٰه محمّد",
    "armenian": "Անահիտ Հարությունյան",
    "bengali": "সুফিয়া কামাল",
    "burmese": "ဒေါ်အောင်ဆန်းစုကြည်",
    "chinese": "欧阳晓红",
    "cyrillic": "Анна Сергеевна Өлзий",
    "devanagari": "सुनीता श्रेष्ठ",
    "ethiopic": "ተስፋዬ ገብረ ሥላሴ",
    "georgian": "ქეთევან ბერიძე",
    "khmer": "សុខ ចាន់បណ្តុះបណ្តាល",
    "lao": "ສົມສັກ ວົງສະຫວັນ",
    "latin": "Zoë Łukasiewicz-Ğülşen",
    "mixed": "محمد (Mohamed) 李 Иван",
    "persian-joiner": "نرگس محمدی\u200cنژاد",
    "tamil": "சிவகாமி சுந்தரம்",
    "thai": "สมศักดิ์ วงศ์สวัสดิ์",
    "vietnamese": "Nguyễn Thị Hồng Ánh",
}


def drawn(name):
    return name_on(picture(draw(printed(holder=NAMES[name]))))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_looks_as_its_readers_know_it(name):
    with Image.open(FOLDER / f"{name}.png") as approved:
        assert unlike(drawn(name), approved) <= MOST_UNLIKE


def test_letters_that_do_not_join_would_be_seen():
    loose = " ".join(NAMES["arabic"])
    wrong = name_on(picture(draw(printed(holder=loose))))
    with Image.open(FOLDER / "arabic.png") as approved:
        assert unlike(wrong, approved) > MOST_UNLIKE


if __name__ == "__main__":
    for name in NAMES:
        drawn(name).save(FOLDER / f"{name}.png", optimize=True)
