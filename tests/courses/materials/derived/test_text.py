"""The text of a PDF comes out as it was written, in every script of the sample, or is refused."""

import pytest

from courses.materials.derived import quality
from courses.materials.derived.child.refusing import Refused
from courses.materials.derived.models import Reason
from tests.factories import papers

LANGUAGES = ["en", "fr", "es", "pt", "ru", "ar", "zh", "km", "lo", "hi"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_handbook_says_in_text_what_it_says_in_print(language, child):
    details, blocks = child("text", "pdf", papers.sample(language), language)

    mark, title, *paragraphs = papers.told(language)
    assert blocks == [["p", mark], ["h2", title], *(["p", one] for one in paragraphs), ["p", mark]]
    figures = quality.measure([words for _, words in blocks], language, details["pages"])
    assert quality.refused(figures) is Reason.NONE
    assert (figures.of_script, figures.bad, figures.torn, figures.twice) == (1, 0, 0, 0)
    assert bool(figures.words) == (language not in {"zh", "km", "lo"})


def test_lines_are_put_together_and_lists_kept_apart(child):
    page = papers.written(
        "Who may come and who may not is said in the law of the country, which ",
        "changes.",
        "- Bring a passport that is valid for half a year or more.",
        "- Bring a contract that you have",
        "signed.",
    )

    _, blocks = child("text", "pdf", page)

    assert blocks == [
        ["p", "Who may come and who may not is said in the law of the country, which changes."],
        ["li", "Bring a passport that is valid for half a year or more."],
        ["li", "Bring a contract that you have signed."],
    ]


def test_what_stands_at_the_edge_of_every_page_is_left_out(child):
    pages = [[f"Handbook on migration {n}", f"Chapter {'abc'[n]} of it."] for n in range(3)]

    _, blocks = child("text", "pdf", papers.joined(*(papers.written(*one) for one in pages)))

    assert blocks == [["p", f"Chapter {letter} of it."] for letter in "abc"]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_none_of_its_format_is_refused(form, child):
    with pytest.raises(Refused, match="broken"):
        child("text", form, b"neither one nor the other")


def test_shapes_of_arabic_letters_and_ligatures_become_letters(child):
    _, blocks = child("text", "docx", papers.docx("ﻣﻬﺎﺟﺮ", "o\ufb03ce，ok ½"), "ar")
    assert blocks == [["p", "مهاجر"], ["p", "office，ok ½"]]


SENTENCE = {
    "en": "Every migrant worker has a right to a fair contract and to decent work. ",
    "ar": "لكل عاملة مهاجرة الحق في العقد العادل وفي العمل اللائق والحماية من التمييز. ",
    "km": "ប្រសិនបើបណ្តាញដាច់ សូមចាប់ផ្តើមទាញយកម្តងទៀត។ ",
    "hi": "अगर संपर्क टूट जाए तो डाउनलोड फिर से शुरू करें। ",
    "lo": "ຖ້າການເຊື່ອມຕໍ່ຂາດ ກະລຸນາເລີ່ມດາວໂຫຼດອີກຄັ້ງ. ",
    "zh": "每一位移民工人都有姓名、职业和权利。",
    "my": "ရွှေ့ပြောင်းအလုပ်သမားတိုင်းတွင် အခွင့်အရေးရှိသည်။ ",
}


def judged(words, language):
    return quality.refused(quality.measure([words], language, 1))


@pytest.mark.parametrize("language", SENTENCE)
def test_good_text_is_good(language):
    assert judged(SENTENCE[language] * 5, language) is Reason.NONE


@pytest.mark.parametrize(
    ("language", "spoiled"),
    [
        ("km", SENTENCE["en"]),  # an old Khmer font has its letters in place of Latin ones
        ("hi", "Jfed kjsa dk vf/kdkj gSA "),
        ("en", SENTENCE["en"].replace("e", "\ufffd")),
        ("en", SENTENCE["en"].replace("a", "\ue001")),
        ("en", " ".join(SENTENCE["en"])),
        ("ar", SENTENCE["ar"][::-1]),
        ("ar", " ".join(SENTENCE["ar"])),
        ("km", SENTENCE["km"].replace("ា", " ា").replace("ី", " ី")),
        ("km", "".join(one * 2 for one in ("គំ", "រូ", "ទំ", "ព័", "រ"))),
        ("lo", SENTENCE["lo"].replace("ຼ", " ຼ").replace("້", " ້")),
        ("hi", SENTENCE["hi"].replace("ा", " ा").replace("े", " े")),
    ],
)
def test_text_that_does_not_come_out_well_is_refused(language, spoiled):
    assert judged(spoiled * 8, language) is Reason.POOR_TEXT


def test_pictures_of_pages_are_no_text(child):
    _, blocks = child("text", "pdf", papers.photographed(400))
    assert judged(" ".join(words for _, words in blocks), "en") is Reason.NO_TEXT
