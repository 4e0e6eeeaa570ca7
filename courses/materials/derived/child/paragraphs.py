"""Lines put together into paragraphs and headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from courses.materials.derived.child.lines import HYPHEN, Line
from courses.materials.derived.child.tidying import tidy

Block = list[str]  # a tag, and the words in it
LARGER = 1.15  # than most letters: a heading
LONGEST_HEADING = 200  # letters
WIDER = 1.2  # than the usual distance between lines: a new paragraph
SHORT = 0.8  # of the width of the text: what ends here ends a sentence's paragraph
FEWEST_PAGES = 3  # on which the same line at the edge is taken for a running head
UNSPACED = {"zh", "ja", "km", "lo", "th", "my"}  # where a line's end is no space
ENDS = tuple(".!?:;。！？：؟۔।។៖")
MARK = re.compile(r"^[•▪‣◦●■–-]\s+")
NUMBERS = re.compile(r"\d+")


def blocks(pages: Sequence[Sequence[Line]], language: str) -> list[Block]:
    """Return what ``pages`` say: ``h2``, ``p`` and ``li`` with their words."""
    kept = [list(page) for page in _without_running(pages)]
    flat = [line for page in kept for line in page]
    if not flat:
        return []
    body = _usual_size(flat)
    found: list[Block] = []
    for page in kept:
        width = max((line.right for line in page), default=0) - min(
            (line.left for line in page), default=0
        )
        found += _of_page(page, body, width, language)
    return [[tag, plain] for tag, words in found if (plain := tidy(words))]


def _of_page(page: Sequence[Line], body: float, width: float, language: str) -> list[Block]:
    usual = _usual_distance(page)
    found: list[Block] = []
    before: Line | None = None
    for line in page:
        tag = _tag(line, body)
        words = MARK.sub("", line.words) if tag == "li" else line.words
        goes_on = tag == "p" or (tag == "h2" and found and found[-1][0] == "h2")
        if before is None or not goes_on or _parted(before, line, usual * line.size / body, width):
            found.append([tag, words])
        else:
            found[-1][1] = _joined(found[-1][1], words, language)
        before = line
    return found


def _tag(line: Line, body: float) -> str:
    if line.size >= LARGER * body and len(line.words) <= LONGEST_HEADING:
        return "h2"
    return "li" if MARK.match(line.words) else "p"


def _parted(before: Line, line: Line, usual: float, width: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size):
        return True
    distance = before.height - line.height
    if distance <= 0:  # the next column, or something set apart
        return before.words.endswith(ENDS)
    ended = before.words.endswith(ENDS) and before.right - before.left < SHORT * width
    return bool(usual) and distance > (1.05 if ended else WIDER) * usual


def _joined(words: str, more: str, language: str) -> str:
    if words.endswith((HYPHEN, "\u00ad")):
        return words[:-1] + more
    if words.endswith("-") and more[:1].islower():
        return words + more
    wide = language in UNSPACED and not (words[-1:].isascii() and more[:1].isascii())
    return words + ("" if wide else " ") + more


def _usual_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.words)
    return sizes.most_common(1)[0][0]


def _usual_distance(page: Sequence[Line]) -> float:
    distances = [
        one.height - other.height
        for one, other in pairwise(page)
        if 0.5 * one.size < one.height - other.height < 3 * one.size
    ]
    return sorted(distances)[(len(distances) - 1) // 4] if distances else 0.0


def _without_running(pages: Sequence[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """Leave out what stands at the edge of most pages, page numbers too."""
    at_edges = Counter(
        words for page in pages for words in {_without_number(page[n]) for n in _edges(page)}
    )
    often = {
        words for words, times in at_edges.items() if times >= max(FEWEST_PAGES, len(pages) / 2)
    }
    for page in pages:
        edges = _edges(page)
        yield [
            line
            for n, line in enumerate(page)
            if not (n in edges and _without_number(line) in often)
        ]


def _edges(page: Sequence[Line]) -> set[int]:
    last = len(page)
    return {n for n in (0, 1, last - 2, last - 1) if 0 <= n < last}


def _without_number(line: Line) -> str:
    return NUMBERS.sub("#", line.words)
