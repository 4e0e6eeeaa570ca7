"""What a change of a module touches, as far as whoever changes it may see."""

from dataclasses import dataclass

from courses.activities import access, queries
from courses.activities.models import PUBLISHED, Activity
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Course, Module
from turin.people.models import Person


@dataclass(frozen=True, slots=True)
class Touched:
    """Courses, which read otherwise at once, and activities to come, which keep their words.

    ``hidden`` is how many activities others are still planning.
    """

    courses: list[Course]
    activities: list[Activity]
    hidden: int

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.courses or self.activities or self.hidden)

    @property
    def told(self) -> str:
        """What stands for having been shown this, in a form; empty where there is nothing."""
        if not self:
            return ""
        return " ".join(
            [f"c{one.id}" for one in self.courses]
            + [f"a{one.id}" for one in self.activities]
            + [f"h{self.hidden}"]
        )


def touched(module: Module, person: Person) -> Touched:
    """Return what a change of ``module`` by ``person`` touches."""
    coming = queries.to_come_with(module)
    shown = [one for one in coming if one.state in PUBLISHED or access.runs(person, one)]
    return Touched(catalogue.courses_using(module), shown, len(coming) - len(shown))
