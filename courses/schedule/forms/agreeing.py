"""A form that shows what it would make, and makes it when that has been seen."""

import hashlib

from flask import request

from turin.web.forms import Form

AGREED = "make"
LEFT_OUT = {AGREED, "csrf_token"}


class AgreeingForm(Form):
    """Its button "make" carries what was typed when the list was shown, as a digest."""

    @property
    def digest(self) -> str:
        """What was typed, in short."""
        typed = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in LEFT_OUT)
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:16]

    @property
    def agreed(self) -> bool:
        """Whether what is sent is what was shown."""
        return request.form.get(AGREED) == self.digest
