"""What nobody should type, and some do."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

FEW = 6  # always the same, in `make test`; the profile of `make fuzz` tries more, and new ones
EXAMPLES = FEW if settings.get_current_profile_name() == "turin" else settings().max_examples
NASTY = (
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
    "31/02/2027",
    "2027-02-31",
    "2027-2-3",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-03-29T02:30",  # is skipped when clocks go forward in Rome
    "2026-10-25T02:30",  # is there twice when they go back
    "2026-03-29",
    "25:61",
    "02:30",
    "24:00",
    "-1",
    "0",
    "1e309",
    "NaN",
    "²",
    "٣",
    "1_000",
    "2147483648",
    "9223372036854775808",
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
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.text(CONTROL + "aب\u200d\u2067", max_size=30),
    st.from_regex(r"[0-9]{1,4}[-/.:T][0-9]{1,2}[-/.:][0-9]{1,4}", fullmatch=True),
    st.integers().map(str),
)
# What a field is sent with: nothing at all, once, or several times.
answers = st.one_of(texts.map(lambda text: [text]), st.just([]), st.lists(texts, max_size=3))


def tried(strategy: st.SearchStrategy[Any], check: Callable[[Any], None]) -> str:
    """Return what went wrong with the smallest example that breaks ``check``, or nothing."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=EXAMPLES == FEW,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # examples are small already
        database=None,
    )
    @given(strategy)
    def run(example: Any) -> None:
        check(example)

    try:
        run()
    except Exception as wrong:  # noqa: BLE001 - the other fields are tried too, then it is told
        said = (str(wrong).splitlines() or [repr(wrong)])[0]
        return "\n".join([said, *getattr(wrong, "__notes__", [])[:3]])[:600]
    return ""
