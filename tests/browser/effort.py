"""How much a coordinator has to do: pages that load, fields that are filled, clicks."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Page

from courses.activities.models import State
from tests.browser.visitors import press
from tests.factories import activities, people, schedule
from tests.factories.activities import TODAY
from turin.db.types import PartialDate
from turin.people.models import Person, Role

COPY, NEW = 12, 40  # the most that each may ask
SESSIONS = 30
NEXT_YEAR = TODAY + timedelta(days=364)
PLAN = {
    "starts": str(NEXT_YEAR),
    "ends": str(NEXT_YEAR + timedelta(days=11)),
    "deadline": str(NEXT_YEAR - timedelta(days=60)),
    "answer_by": str(NEXT_YEAR - timedelta(days=40)),
    "venue": "Turin campus",
    "city": "Turin",
    "seats": "25",
    "minimum": "12",
}


@dataclass
class Hand:
    """Somebody who does it, and counts."""

    page: Page
    loads: int = 0
    fields: int = 0
    clicks: int = 0
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("domcontentloaded", lambda _page: self._loaded())

    @property
    def all(self) -> int:
        return self.loads + self.fields + self.clicks

    def __str__(self) -> str:
        return f"{self.all} ({self.loads} page loads, {self.fields} fields, {self.clicks} clicks)"

    def _loaded(self) -> None:
        self.loads += 1

    def press(self, what: str) -> None:
        self.clicks += 1
        press(self.page, what)

    def fill(self, name: str, value: str) -> None:
        self.fields += 1
        self.page.fill(f"[name={name}]", value)

    def choose(self, name: str, value: str) -> None:
        self.fields += 1
        self.page.select_option(f"[name={name}]", value)


def last_year(by: Person) -> str:
    """Make a run of two weeks that was held a year ago, with 30 sessions, and return its key."""
    monday = TODAY - timedelta(days=364 + TODAY.weekday())
    room, trainer = schedule.room(), people.person(Role.TRAINER)
    made = activities.activity(
        (by,),
        modules=[activities.module()],
        code="LASTYEAR1",
        state=State.CLOSED,
        course_id=activities.course().id,
        country=None,  # no public holiday, so that the count is the same on every day
        starts=PartialDate(str(monday)),
        ends=PartialDate(str(monday + timedelta(days=11))),
        deadline=monday - timedelta(days=60),
    )
    for number in range(SESSIONS):
        week, day, turn = number // 15, number // 3 % 5, number % 3
        schedule.session(
            made,
            day=7 * week + day,
            at=("09:00", "11:00", "14:00")[turn],
            room_id=room.id,
            trainers=[trainer],
        )
    return made.key


def copy(page: Page, key: str, first: date) -> Hand:
    """Plan the next run as the last one was, and return what it took."""
    hand = Hand(page)
    page.goto("/staff")
    hand.press("main a[href$='/activities/plan'] >> nth=0")
    hand.press(f"main a[href$='/{key}/copy']")
    hand.fill("starts", str(first))
    hand.press("main form[method=get] button[type=submit]")
    hand.press("main form[method=post] button[type=submit]")
    return hand


def plan(page: Page, course: str) -> Hand:
    """Plan a run of a course with all that it needs, open it, and return what it took."""
    hand = Hand(page)
    page.goto("/staff")
    hand.press("main a[href$='/activities/plan'] >> nth=0")
    hand.press(f"main a[href$='/plan/{course}']")
    for name, value in PLAN.items():
        hand.fill(name, value)
    hand.choose("country", "IT")
    hand.press("main form .actions button >> nth=0")
    for step in ("approve", "open"):
        hand.press(f"main form[action$='/{step}'] button")
    return hand
