from datetime import UTC, datetime

import pytest
import time_machine

from tests.courses.reminders.steps import starting


@pytest.fixture
def travel(app):
    """Go to an instant, given as ISO text in UTC, and stay there."""
    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC), tick=False) as traveller:
        yield lambda moment: traveller.move_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))


@pytest.fixture
def activity(travel):
    """It starts in Turin on Monday, 8 March 2027."""
    return starting("2027-03-08")
