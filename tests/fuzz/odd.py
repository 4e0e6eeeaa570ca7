"""What nobody should type, and some do."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.forms import Field
from tests.fuzz.world import NEXT_YEAR

FEW = 3
TELLING = 4  # of the odd texts at the beginning of a list: fields get some of them by turns
MILLION = 10**6


def _last_sunday(month: int) -> date:
    day = date(NEXT_YEAR, month, 31)
    return day - timedelta(days=day.isoweekday() % 7)


SKIPS, TWICE = _last_sunday(3), _last_sunday(10)  # when clocks go forward and back in Rome
DATES = (
    "2027-02-31",
    "9999-12-31T23:59:59.999999",
    "9999-12-31",
    "31/02/2027",
    f"{SKIPS}T02:30",
    "0001-01-01",
    f"{TWICE}T02:30",
    str(SKIPS),
    str(TWICE),
    "2027-02",
    "2027-13",
    "2027-2-3",
    "0000-00-00",
    "9999",
    "9999-12",
    "0001",
    "0001-01-01T00:00",
    "2027-03-08T09:00+14:00",
    "10000-01-01",
    "25:61",
    "02:30",
    "24:00",
    "00:00",
    "23:59:59.999999",
    "٢٠٢٧-٠٣-٠٨",
)
NASTY = (
    "a\0b\x1b[2J\u202eanimA",
    "ب" * 5000,
    "9223372036854775808",
    "",
    " ",
    "\0",
    "a\0b",
    "\r\n.\r\nSubject: x",
    "\x1b[2J\x7f\x85",
    "\u202eanimA\u202c",
    "\u2066\u2067\u2069\u200f",
    "\ufeff",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "👩🏽‍🌾" * 40,
    "e\u0301" * 200,
    "\u0301" * 300,
    "ﷺ" * 200,
    "\U0010ffff\ufffe",
    "-1",
    "0",
    "1e309",
    "NaN",
    "²",
    "٣",
    "1_000",
    "2147483648",
    "9" * 5000,
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "{% raw %}",
    "%(name)s %s %n",
    "../../etc/passwd",
    "//evil.example/",
    "https://evil.example\\@localhost/",
    "javascript:alert(1)",
    "@",
    "a@b",
    "a@" + "b." * 200 + "example",
    "a" * 65 + "@example.org",
    "амина@пример.example",
    "x@[127.0.0.1]",
    "a" * 200,
    "a" * 201,
    "ب" * 4001,
    "a b" * 30_000,
    "\n" * 50_000,
    "(" * 20_000 + "a" * 20_000,
)
CONTROL = "".join(map(chr, [*range(32), *range(0x7F, 0xA0), *range(0x2028, 0x202F)]))
DATED = {"date", "time"}
DATED_NAMES = {"starts", "ends", "free"}
texts = st.one_of(
    st.sampled_from(NASTY + DATES),
    st.text(max_size=60),
    st.text(CONTROL + "aب\u200d\u2067", max_size=30),
    st.from_regex(r"[0-9]{1,4}[-/.:T][0-9]{1,2}[-/.:][0-9]{1,4}", fullmatch=True),
    st.integers().map(str),
)
# What a field is sent with: nothing at all, once, or several times.
answers = st.one_of(texts.map(lambda text: [text]), st.just([]), st.lists(texts, max_size=3))


def few() -> bool:
    """Whether three examples are tried, always the same; `make fuzz` tries 200, and new ones."""
    return settings.get_current_profile_name() == "turin"


def sure(name: str, field: Field, turn: int = 0) -> list[list[str]]:
    """Return what a field is sent in any case, the most telling first, by ``turn`` another one."""
    dated = field.kind in DATED or name in DATED_NAMES
    known = [*DATES, *NASTY] if dated else [*NASTY, *DATES]
    repeated = [[*field.options[:2], "odd"]] if field.options else []
    every = [*repeated, *([text] for text in known), [], ["a", "b"]]
    turn %= TELLING
    return [*every[turn:TELLING], *every[:turn], *every[TELLING:]]


def answers_of(field: Field) -> st.SearchStrategy[list[str]]:
    """Return what else a field may be sent: also what can be chosen, once or several times."""
    if not field.options:
        return answers
    return answers | st.lists(st.sampled_from(field.options) | texts, max_size=4)


def tried(
    strategy: st.SearchStrategy[Any],
    check: Callable[[Any], None],
    first: Sequence[Any] = (),
) -> str:
    """Return what went wrong with an example that breaks ``check``, or nothing.

    ``first`` comes before what is drawn from ``strategy``; a third of all is always drawn.
    """
    examples = FEW if few() else settings().max_examples
    first = first[: examples * 2 // 3]

    @settings(
        max_examples=examples - len(first),
        derandomize=few(),
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # examples are small already
        database=None,
    )
    @given(strategy)
    def run(example: Any) -> None:
        check(example)

    def every() -> None:
        for example in first:
            check(example)
        run()

    return broken(every)


def broken(act: Callable[[], None]) -> str:
    """Return what went wrong, if anything, so that all the rest is tried too before it is told."""
    try:
        act()
    except Exception as wrong:  # noqa: BLE001 - whatever it is
        said = (str(wrong).splitlines() or [repr(wrong)])[0]
        return "\n".join([said, *getattr(wrong, "__notes__", [])[:3]])[:600]
    return ""
