import pytest

from turin.fonts import FontChanged, families, files, undrawable
from turin.fonts.shipped import checked


@pytest.mark.parametrize(
    "name",
    [
        "Amina Kouyaté-Okafor",
        "Nguyễn Thị Hồng Ánh",
        "فاطمة الزهراء بنت عبد اللّٰه محمّد",
        "Анна Сергеевна Өлзий",
        "欧阳晓红",
        "សុខ ចាន់បណ្តុះ",
        "सुनीता श्रेष्ठ",
        "ສົມສັກ ວົງສະຫວັນ",
        "ተስፋዬ ገብረ ሥላሴ",
        "ဒေါ်အောင်ဆန်းစုကြည်",
        "Անահիտ Հարությունյան",
        "ქეთევან ბერიძე",
        "সুফিয়া কামাল",
        "சிவகாமி சுந்தரம்",
        "สมศักดิ์ วงศ์สวัสดิ์",
        "نرگس محمدی\u200cنژاد",
    ],
)
def test_the_names_of_our_participants_can_be_drawn(name):
    assert undrawable(name) == []


def test_the_letters_that_no_font_has_are_named_once_and_in_order():
    assert undrawable("김 A😀 ཀ 김") == ["김", "😀", "ཀ"]


def test_each_family_has_its_file():
    assert len(files()) == len(families())
    assert families()[0] == "Noto Sans"


def test_a_font_that_was_changed_is_not_used(tmp_path):
    font = tmp_path / "NotoSans.ttf"
    font.write_bytes(b"another font")
    with pytest.raises(FontChanged):
        checked(font, "0" * 64)


def test_a_font_that_is_missing_is_named(tmp_path):
    with pytest.raises(FontChanged, match=r"NotoSans\.ttf"):
        checked(tmp_path / "NotoSans.ttf", "0" * 64)
