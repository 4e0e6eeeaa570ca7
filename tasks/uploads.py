"""Files that were sent: what the scanner did not look at is tried again."""

import time
from datetime import datetime
from functools import partial

from turin.db import after_commit
from turin.uploads import whole

LONGEST = 300  # seconds of one run, so that the next finds it done


def settle_waiting(_at: datetime) -> None:
    """Look at what waits, once this slot is taken: it may take minutes."""
    end = time.monotonic() + LONGEST
    after_commit(partial(whole.settle_waiting, lambda: time.monotonic() > end))
