"""A calendar read as RFC 5545 has it, by nothing of what wrote it; and a client that keeps one."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)'
)
ESCAPED = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";"}
ONCE = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "LAST-MODIFIED")


@dataclass
class Part:
    """A component: its properties, as (parameters, value) by name, and what is inside."""

    kind: str
    properties: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    inside: list["Part"] = field(default_factory=list)

    def value(self, name: str) -> str:
        ((_, value),) = self.properties[name]
        return value

    def text(self, name: str) -> str:
        return re.sub(r"\\(.)", lambda sign: ESCAPED[sign[1]], self.value(name))

    def parameter(self, name: str, parameter: str) -> str:
        ((parameters, _),) = self.properties[name]
        return parameters[parameter]


def lines(body: bytes) -> list[str]:
    """Return the content lines, put together again; each octet line is checked."""
    assert body.endswith(b"\r\n")
    folded = body.split(b"\r\n")[:-1]
    for line in folded:
        assert b"\r" not in line
        assert b"\n" not in line
        assert len(line) <= 75, f"{len(line)} octets in a line"
        line.decode()  # no letter is cut in two
    return re.sub(r"\r\n ", "", "\r\n".join(line.decode() for line in folded)).split("\r\n")


def read(body: bytes) -> Part:
    """Return the one VCALENDAR there is."""
    stack = [Part("")]
    for line in lines(body):
        match = LINE.fullmatch(line)
        assert match, f"no content line: {line!r}"
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            stack.append(Part(value))
        elif name == "END":
            done = stack.pop()
            assert done.kind == value
            stack[-1].inside.append(done)
        else:
            params = dict(one.split("=", 1) for one in match["params"].split(";")[1:])
            told = {key: worth.strip('"') for key, worth in params.items()}
            stack[-1].properties.setdefault(name, []).append((told, value))
    ((calendar,),) = (part.inside for part in stack)
    _check(calendar)
    return calendar


def _check(calendar: Part) -> None:
    assert calendar.kind == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("PRODID")
    assert calendar.inside, "a calendar holds something"
    zones = {part.value("TZID") for part in calendar.inside if part.kind == "VTIMEZONE"}
    uids = [event.value("UID") for event in events(calendar)]
    assert len(uids) == len(set(uids))
    for event in events(calendar):
        for name in ONCE:
            assert event.value(name)
        for name in ("DTSTART", "DTEND"):
            parameters = event.properties[name][0][0]
            assert parameters.get("TZID") in zones or parameters == {"VALUE": "DATE"}


def events(calendar: Part) -> list[Part]:
    return [part for part in calendar.inside if part.kind == "VEVENT"]


def day(event: Part, name: str) -> date:
    assert event.parameter(name, "VALUE") == "DATE"
    return date.fromisoformat(event.value(name))


def instant(calendar: Part, event: Part, name: str = "DTSTART") -> datetime:
    """Return when it is, by the rules that the calendar itself has for its zone."""
    local = _local(event.value(name))
    (zone,) = (
        part
        for part in calendar.inside
        if part.kind == "VTIMEZONE" and part.value("TZID") == event.parameter(name, "TZID")
    )
    begun = [one for one in zone.inside if _local(one.value("DTSTART")) <= local]
    last = max(begun, key=lambda one: one.value("DTSTART"))
    return (local - _offset(last.value("TZOFFSETTO"))).replace(tzinfo=UTC)


def _local(value: str) -> datetime:
    return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - the clocks of its zone


def _offset(value: str) -> timedelta:
    size = timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))
    return -size if value[0] == "-" else size


class Client:
    """A calendar program into which files are imported: it keeps the newest of each entry."""

    def __init__(self) -> None:
        self._kept: dict[str, Part] = {}

    def take(self, body: bytes) -> list[str]:
        """Import a file, and return what is then seen: when, and what."""
        for event in events(read(body)):
            known = self._kept.get(event.value("UID"))
            if known is None or _rank(event) > _rank(known):
                self._kept[event.value("UID")] = event
        return sorted(
            f"{event.value('DTSTART')} {event.text('SUMMARY')}"
            for event in self._kept.values()
            if event.value("STATUS") != "CANCELLED"
        )


def _rank(event: Part) -> tuple[int, str]:
    return int(event.value("SEQUENCE")), event.value("DTSTAMP")
