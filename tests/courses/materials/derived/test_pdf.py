"""The picture of a PDF's first page, its contents, and a lighter one."""

import io

import pikepdf
import pytest
from PIL import Image

from courses.materials.derived.child import sound, weight
from courses.materials.derived.child.pdf import MOST_OCTETS, TALLEST, WIDTH
from courses.materials.derived.child.refusing import Refused
from tests.factories import papers


@pytest.mark.parametrize(
    "content",
    [papers.sample("km"), papers.photographed(), papers.drawn(box=(0, 0, 100, 4000))],
    ids=["text", "photograph", "strip"],
)
def test_the_first_page_is_drawn_in_few_octets(content, child):
    details, picture = child("picture", "pdf", content)

    image = Image.open(io.BytesIO(picture))
    assert image.format == "JPEG"
    assert image.size == (details["width"], details["height"])
    assert image.width <= WIDTH
    assert image.height <= TALLEST
    assert len(picture) <= MOST_OCTETS


def test_a_page_with_little_on_it_is_drawn_at_full_width(child):
    details, _ = child("picture", "pdf", papers.written("Handbook", size=30))
    assert details == {"width": WIDTH, "height": TALLEST}


def test_bookmarks_are_its_contents_and_a_pdf_without_any_has_none(child):
    with pikepdf.open(io.BytesIO(papers.joined(papers.sample(), papers.written("two")))) as whole:
        with whole.open_outline() as outline:
            part = pikepdf.OutlineItem("Part  one", 0)
            part.children.append(pikepdf.OutlineItem("Chapter", 1))
            outline.root[:] = [part]
        marked = papers.saved(whole)

    assert child("contents", "pdf", marked)[0] == {
        "pages": 2,
        "entries": [[0, "Part one", 1], [1, "Chapter", 2]],
    }
    assert child("contents", "pdf", papers.written("words"))[0] == {"pages": 1, "entries": []}


@pytest.mark.parametrize("kind", ["picture", "contents", "text", "light"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [(papers.locked(), "encrypted"), (b"%PDF-1.7 and no more", "broken"), (b"", "broken")],
    ids=["locked", "broken", "empty"],
)
def test_what_cannot_be_opened_is_refused(kind, content, reason, child):
    with pytest.raises(Refused) as refused:
        child(kind, "pdf", content)
    assert refused.value.reason == reason


def test_photographs_are_made_coarser_and_the_rest_stays(child):
    heavy = papers.photographed()

    details, light = child("light", "pdf", heavy)

    assert details == {"pictures": 1}
    assert len(light) < 0.5 * len(heavy)
    with pikepdf.open(io.BytesIO(light)) as document:
        picture = document.pages[0].Resources.XObject.P
        assert pikepdf.PdfImage(picture).as_pil_image().size == (weight.LONGEST, weight.LONGEST)


def test_a_text_keeps_its_words_in_the_lighter_file(child):
    _, light = child("light", "pdf", papers.sample("ar"), "ar")
    assert child("text", "pdf", light, "ar") == child("text", "pdf", papers.sample("ar"), "ar")


@pytest.mark.parametrize(("status", "ends"), [(1, Refused), (-9, RuntimeError)])
def test_sound_that_ffmpeg_cannot_read_is_refused(status, ends, child, program):
    program("ffmpeg", "exit 1" if status == 1 else "kill -9 $$")
    with pytest.raises(ends):
        child("light", "mp3", b"no sound", "en")


def test_sound_is_coded_in_opus_at_24_kilobits(child, program):
    program("ffmpeg", 'for last; do :; done; echo "$@" > "${last#file:}"')

    details, told = child("light", "mp3", b"sound", "en")

    assert details == {"bits": sound.BITS}
    assert b"-f mp3 -i file:" in told
    assert b"-c:a libopus -b:a 24k -vbr constrained -ac 1" in told
