"""How long things may take, and how often they are tried."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom

_random = SystemRandom()
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of delivery; a test shortens them."""

    batch: int = 20  # messages claimed at once, for one connection
    lease: timedelta = 5 * MINUTE  # renewed message by message
    margin: timedelta = timedelta(seconds=2)  # of the lease that must be left at the final dot
    timeout: float = 20  # seconds that we wait for an answer of the relay
    uncertain: timedelta = 15 * MINUTE  # before a message that may have left is sent again
    paused: timedelta = MINUTE  # when the relay is busy or away
    broken: timedelta = 15 * MINUTE  # when the relay refuses us, not a message
    waits: tuple[timedelta, ...] = (MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE)
    tries: int = 22  # with the last wait repeated, about three days

    def wait(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts: half as long or as long again."""
        return self.waits[min(attempts, len(self.waits)) - 1] * _random.uniform(0.5, 1.5)


PACE = Pace()
